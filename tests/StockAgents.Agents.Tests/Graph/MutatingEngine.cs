using System.Text.Json;
using System.Text.Json.Nodes;
using StockAgents.Agents.Llm;
using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Tests.Graph;

/// <summary>
/// A model that answers almost well: the rules' answer with a few fields damaged. What can't be read, or has problems, is
/// replaced by the rules, as the contract of <see cref="IRoleEngine"/> asks.
/// </summary>
internal sealed class MutatingEngine(int seed) : IRoleEngine
{
    private readonly Random _random = new(seed);

    public string Name => "careless-model";

    /// <summary>Damaged answers that were still used.</summary>
    public int Used { get; private set; }

    public Task<RoleAnswer<T>> AnswerAsync<T>(RoleQuestion question, Func<T> rules, CancellationToken cancellationToken)
        where T : class, IRoleOutput
    {
        var output = rules();
        Assert.Empty(output.Problems());
        if (Damaged(output) is { } damaged && !damaged.Problems().Any())
        {
            Used++;
            return Task.FromResult(new RoleAnswer<T>(damaged, Name, Degraded: false, Note: null, RulesEngine.NoUsage));
        }

        return Task.FromResult(new RoleAnswer<T>(output, RulesEngine.EngineName, Degraded: true, "damaged", RulesEngine.NoUsage));
    }

    private T? Damaged<T>(T output)
        where T : class, IRoleOutput
    {
        var json = JsonSerializer.SerializeToNode(output, AnswerFormat.Json)!;
        Assert.Null(AnswerReader.Parse<T>(json.ToJsonString(), out var same));
        Assert.Equal(json.ToJsonString(), JsonSerializer.SerializeToNode(same, AnswerFormat.Json)!.ToJsonString());
        var places = Places(json).ToList();
        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            var (parent, name, index) = places[_random.Next(places.Count)];
            JsonNode? value = _random.Next(7) switch
            {
                0 => null,
                1 => JsonValue.Create(""),
                2 => JsonValue.Create("E4 rose 12.5% since 2031-01-01"),
                3 => JsonValue.Create(-1),
                4 => JsonValue.Create(99999999999999999999999999.0m),
                5 => new JsonArray(),
                _ => new JsonObject(),
            };
            if (name is not null)
                parent.AsObject()[name] = value;
            else if (index < parent.AsArray().Count)
                parent.AsArray()[index] = value;
        }

        return AnswerReader.Parse<T>(json.ToJsonString(), out var damaged) is null ? damaged : null;
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Places(m.Value).Prepend((members, m.Key, 0))),
        JsonArray array => array.SelectMany((item, i) => Places(item).Prepend((array, null, i))),
        _ => [],
    };
}

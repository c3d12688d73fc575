using System.Text.Json;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Runs;

/// <summary>One numbered event as it is stored and sent.</summary>
/// <param name="Data">JSON text; null for <c>analysis_complete</c>, whose data is the stored report.</param>
internal sealed record RunEvent(int Id, string Event, JsonElement? Data);

/// <summary>Consecutive events of one run, as they go into one row.</summary>
internal sealed record EventBatch(IReadOnlyList<RunEvent> Events, int Progress, string Stage)
{
    public int First => Events[0].Id;

    public int Last => Events[^1].Id;

    public string Json { get; } = JsonSerializer.Serialize(Events, ContractJson.Options);

    public static IReadOnlyList<RunEvent> Parse(string json) => JsonSerializer.Deserialize<RunEvent[]>(json, ContractJson.Options)!;
}

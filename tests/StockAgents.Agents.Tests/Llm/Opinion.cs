using System.Text.Json.Serialization;
using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Tests.Llm;

[JsonConverter(typeof(JsonStringEnumConverter<Mood>))]
internal enum Mood
{
    [JsonStringEnumMemberName("Bullish")] Bullish,
    [JsonStringEnumMemberName("Very Bearish")] VeryBearish,
    [JsonStringEnumMemberName("Neutral")] Neutral,
}

/// <summary>A role's output with everything that can go wrong in one: words, ranges, optional and required members, claims.</summary>
internal sealed record Opinion(Mood Mood, int Confidence, double Score, string Summary, IReadOnlyList<ClaimDraft> Claims, string? Caveat = null)
    : IRoleOutput
{
    public const string Good = """
        {"mood":"Very Bearish","confidence":70,"score":0.5,"summary":"Falling on heavy volume.",
         "claims":[{"text":"The close is below its average.","evidence":["E1","E2"]}],"caveat":null}
        """;

    public static Opinion OfRules { get; } = new(Mood.Neutral, 40, 0, "By the rules.", [new("The close stands at its average.", ["E1"])]);

    /// <summary>Computed, so no model is asked for it.</summary>
    public bool IsStrong => Confidence > 80;

    public IEnumerable<string> Problems()
    {
        if (Confidence is < 0 or > 100)
            yield return "confidence must be 0..100";
        if (Score is < 0 or > 1)
            yield return "score must be 0..1";
    }
}

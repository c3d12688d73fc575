using System.Text.Json.Nodes;
using StockAgents.TestKit.Llm;

namespace StockAgents.Flow.Tests.Models;

/// <summary>Answers that every role accepts: fitting the schema, in the words of wire contract 3.1 and 4.2, and decided.</summary>
internal static class SoundAnswers
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["trend"] = "Neutral",
        ["weight"] = "Medium",
        ["impact"] = "Neutral",
        ["environment"] = "Neutral",
        ["winner"] = "Bull",
        ["stance"] = "open",
        ["verdict"] = "Caution",
        ["volatility_status"] = "Moderate",
        ["flow_direction"] = "Neutral",
        ["policy_environment"] = "Neutral",
        ["valuation_status"] = "Fair Value",
        ["financial_health"] = "Moderate",
        ["sentiment_extremity"] = "Neutral",
        ["retail_institutional_divergence"] = "Aligned",
        ["overall_sentiment"] = "Neutral",
        ["sentiment"] = "Neutral",
        ["sentiment_trend"] = "Stable",
    };

    /// <param name="request">What a role asks.</param>
    /// <param name="claim">What its claims say; nothing with a number when left out.</param>
    public static ModelReply To(ModelRequest request, string? claim = null)
    {
        var values = Words.ToDictionary(word => word.Key, word => (JsonNode)word.Value, StringComparer.Ordinal);
        values["position"] = PositionOf(request.Role ?? "");
        if (claim is not null)
            values["text"] = claim;
        var answer = JsonNode.Parse(new SchemaSampler(values).Sample(request))!.AsObject();
        // A role decides or abstains; a hold opens no position.
        foreach (var absent in new[] { "abstention", "trade_setup" })
        {
            if (answer.ContainsKey(absent))
                answer[absent] = null;
        }
        return ModelReply.Text(answer.ToJsonString());
    }

    private static string PositionOf(string role) => role.Split('_')[0] switch
    {
        "bull" => "Bull",
        "bear" => "Bear",
        "aggressive" => "Aggressive",
        "conservative" => "Conservative",
        _ => "Neutral",
    };
}

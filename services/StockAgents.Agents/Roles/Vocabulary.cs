namespace StockAgents.Agents.Roles;

/// <summary>The words each field may have (wire contract 3.1 and 4.2), and the one way to say that a field has another.</summary>
internal static class Vocabulary
{
    public static readonly string[] Trend = ["Bullish", "Bearish", "Neutral"];
    public static readonly string[] Tone = ["Positive", "Negative", "Neutral"];
    public static readonly string[] MixedTone = [.. Tone, "Mixed"];
    public static readonly string[] Weight = ["High", "Medium", "Low"];
    public static readonly string[] Environment = ["Tailwind", "Headwind", "Neutral"];
    public static readonly string[] Winner = ["Bull", "Bear", "Neutral"];
    public static readonly string[] Stance = ["open", "rebutted", "conceded"];
    public static readonly string[] Verdict = ["Approved", "Caution", "Rejected"];
    public static readonly string[] Volatility = ["Low", "Moderate", "High", "Extreme"];

    public static IEnumerable<string> Check(string field, string? value, string[] words)
    {
        if (value is not null && !words.Contains(value))
            yield return $"{field} is '{value}', which is not one of {string.Join(", ", words)}";
    }

    public static IEnumerable<string> Range(string field, double? value, double low, double high)
    {
        if (value is { } given && !(given >= low && given <= high))
            yield return $"{field} is {given}, which is not within {low}..{high}";
    }

    public static IEnumerable<string> AtMost<T>(string field, IReadOnlyCollection<T> items, int most)
    {
        if (items.Count > most)
            yield return $"{field} has {items.Count} entries, more than {most}";
    }

    public static string ToneOf(double strength) => strength switch
    {
        > 0.15 => "Positive",
        < -0.15 => "Negative",
        _ => "Neutral",
    };

    public static string TrendOf(double strength) => strength switch
    {
        > 0.15 => "Bullish",
        < -0.15 => "Bearish",
        _ => "Neutral",
    };

    public static string WeightOf(double force) => force switch
    {
        >= 0.6 => "High",
        >= 0.3 => "Medium",
        _ => "Low",
    };
}

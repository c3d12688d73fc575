using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Sources;

/// <summary>
/// <c>MarketData:Sources</c>: which sources are asked, in order, for each market. Comma-separated names of <c>files</c>,
/// <c>yahoo</c> and <c>snapshot</c>; the first that has the symbol and the day answers.
/// </summary>
internal sealed class SourcesOptions
{
    public const string Section = "MarketData:Sources";
    public const string DefaultOrder = "files,yahoo,snapshot";
    private static readonly string[] Known = ["files", "yahoo", "snapshot"];

    /// <summary>Default <c>files,yahoo,snapshot</c>.</summary>
    public string US { get; set; } = DefaultOrder;

    /// <summary>Default <c>files,yahoo,snapshot</c>.</summary>
    public string HK { get; set; } = DefaultOrder;

    /// <summary>Default <c>files,yahoo,snapshot</c>.</summary>
    public string CN { get; set; } = DefaultOrder;

    public IReadOnlyList<string> OrderOf(Market market) => Split(market switch
    {
        Market.US => US,
        Market.HK => HK,
        _ => CN,
    });

    /// <summary>One sentence that names the key with a value that can't be used; null when all is well.</summary>
    public string? Problem()
    {
        foreach (var market in Enum.GetValues<Market>())
        {
            var names = OrderOf(market);
            if (names.Count == 0 || names.Except(Known, StringComparer.Ordinal).Any() || names.Distinct(StringComparer.Ordinal).Count() != names.Count)
                return $"{Section}:{market} is '{string.Join(',', names)}', but must list one or more of {string.Join(", ", Known)}, each once.";
        }
        return null;
    }

    private static string[] Split(string order) => order.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

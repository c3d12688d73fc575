using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.Analysis;

/// <summary>The analysts' wire names and the presets per market (wire contract 4.4, with macro always in).</summary>
public static class AnalystNames
{
    public const string Market = "market";
    public const string Fundamentals = "fundamentals";
    public const string News = "news";
    public const string Social = "social";
    public const string Sentiment = "sentiment";
    public const string Policy = "policy";
    public const string FundFlow = "fund_flow";
    public const string Macro = "macro";

    public static IReadOnlyList<string> All { get; } = [Market, Fundamentals, News, Social, Sentiment, Policy, FundFlow, Macro];

    /// <summary>The three analysts of an L1 run, in every market.</summary>
    public static IReadOnlyList<string> QuickScan { get; } = [Market, News, Macro];

    /// <summary>The L2 preset of a market in priority order.</summary>
    public static IReadOnlyList<string> PresetOf(Market market) => market switch
    {
        Symbols.Market.CN => [Policy, FundFlow, Market, Fundamentals, News, Sentiment, Social, Macro],
        Symbols.Market.HK => [Market, Fundamentals, News, Sentiment, Social, Macro],
        _ => [Market, Fundamentals, News, Social, Macro],
    };
}

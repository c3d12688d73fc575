using Microsoft.AspNetCore.Http.HttpResults;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.Agents.Analyze;

/// <summary>Who the analysts are, and who works on a symbol.</summary>
internal static class Analysts
{
    private static readonly Market[] Everywhere = [Market.US, Market.HK, Market.CN];

    private static readonly AnalystInfo[] Team =
    [
        new(AnalystNames.Market, "Market Analyst", "Price trend, momentum, volatility and levels.", Everywhere),
        new(AnalystNames.Fundamentals, "Fundamentals Analyst", "Statements, valuation, dividends and solvency.", Everywhere),
        new(AnalystNames.News, "News Analyst", "Company events and rating changes.", Everywhere),
        new(AnalystNames.Social, "Social Analyst", "What is said about the company in public.", Everywhere),
        new(AnalystNames.Sentiment, "Sentiment Analyst", "Mood of retail investors: attention, fear and greed.", [Market.HK, Market.CN]),
        new(AnalystNames.Policy, "Policy Analyst", "Monetary, fiscal, industrial and regulatory policy.", [Market.CN]),
        new(AnalystNames.FundFlow, "Fund Flow Analyst", "Where money goes: volume, accumulation and distribution.", [Market.CN]),
        new(AnalystNames.Macro, "Macro Analyst", "The market around the stock: trend, volatility and rates.", Everywhere),
    ];

    /// <summary>All analysts with the markets whose preset has them.</summary>
    public static Ok<AnalystInfo[]> Available() => TypedResults.Ok(Team);

    /// <summary>The analysts of an L2 run of this symbol.</summary>
    public static Results<Ok<AnalystConfig>, ProblemHttpResult> Config(string symbol)
    {
        if (!Symbol.TryParse(symbol, out var parsed, out var problem))
            return Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.InvalidSymbol, problem);
        var preset = AnalystNames.PresetOf(parsed.Market);
        return TypedResults.Ok(new AnalystConfig(parsed.Market, parsed, preset, $"Preset of the {parsed.Market} market.", preset, AnalystNames.All));
    }
}

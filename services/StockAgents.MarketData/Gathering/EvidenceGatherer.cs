using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Calendars;
using StockAgents.MarketData.Evidence;
using StockAgents.MarketData.Snapshot;
using StockAgents.MarketData.Sources;

namespace StockAgents.MarketData.Gathering;

/// <summary>Brings together what evidence is computed from. Everything is cut at the analysis day here, before any formula sees it.</summary>
internal sealed class EvidenceGatherer(SourceRouter router, SnapshotTexts texts)
{
    /// <summary>Five years of sessions and some: dividend growth looks that far back.</summary>
    private const int Sessions = 1300;

    /// <summary>A benchmark whose last bar is older than this many days says nothing about the analysis day.</summary>
    private const int OldestBenchmarkDays = 5;

    private static readonly Symbol SP500 = Symbol.Parse("^GSPC");
    private static readonly Symbol Csi300 = Symbol.Parse("000300.SH");
    private static readonly Symbol SseComposite = Symbol.Parse("000001.SH");
    private static readonly Symbol HangSeng = Symbol.Parse("^HSI");

    /// <param name="stale">Whether these prices stand in for newer ones that were asked for.</param>
    public async Task<EvidenceSet> GatherAsync(AsTradedBars bars, DateOnly asOf, bool stale, CancellationToken cancellationToken)
    {
        var missing = new List<MissingInput>();
        var from = Start(bars, asOf);
        var calendar = TradingCalendar.Of(bars.Symbol.Market);
        var benchmark = await BenchmarkAsync(bars.Symbol, asOf, missing, cancellationToken);
        if (bars.WhyActionsUnknown(asOf) is { } why)
            missing.Add(new MissingInput("corporate_actions", UnknownActions(bars, why, from, asOf)));
        return EvidenceBuilder.Build(new EvidenceInputs(
            bars.Instrument,
            asOf,
            bars.To(Adjustment.Split, from, asOf, stale),
            bars.To(Adjustment.Total, from, asOf, stale),
            benchmark?.Instrument,
            benchmark?.To(Adjustment.Total, Start(benchmark, asOf), asOf),
            texts.Of(bars.Symbol, asOf),
            calendar.SessionClose(asOf),
            missing));
    }

    private async Task<AsTradedBars?> BenchmarkAsync(Symbol symbol, DateOnly asOf, List<MissingInput> missing, CancellationToken cancellationToken)
    {
        foreach (var index in Candidates(symbol.Market))
        {
            if (index == symbol)
            {
                missing.Add(new MissingInput("benchmark", $"{symbol} is itself the benchmark of its market."));
                return null;
            }
            var routed = await router.FindAsync(index, bars => IsCurrent(bars, asOf), cancellationToken);
            if (routed.Bars is { } found)
                return found;
        }
        var names = string.Join(" or ", Candidates(symbol.Market));
        missing.Add(new MissingInput("benchmark", $"No source has {names} on {asOf:yyyy-MM-dd}."));
        return null;
    }

    private static Symbol[] Candidates(Market market) => market switch
    {
        Market.US => [SP500],
        Market.HK => [HangSeng],
        _ => [Csi300, SseComposite],
    };

    private static bool IsCurrent(AsTradedBars bars, DateOnly asOf) =>
        bars.CountUpTo(asOf) is var count and > 0 && bars.Bars[count - 1].Date >= asOf.AddDays(-OldestBenchmarkDays);

    private static DateOnly Start(AsTradedBars bars, DateOnly asOf) => bars.Bars[Math.Max(0, bars.CountUpTo(asOf) - Sessions)].Date;

    private static string UnknownActions(AsTradedBars bars, string why, DateOnly from, DateOnly asOf)
    {
        var suspected = bars.SuspectedExDates.Where(d => d >= from && d <= asOf).Select(d => $"{d:yyyy-MM-dd}").ToList();
        var reason = $"{bars.Source} {why} of {bars.Symbol}: prices are unadjusted and returns across ex-dates are wrong";
        return suspected.Count == 0 ? $"{reason}." : $"{reason}; {(bars.Symbol.Market is Market.CN ? "openings beyond the daily limit" : "price jumps")} point to ex-dates on {string.Join(", ", suspected)}.";
    }
}

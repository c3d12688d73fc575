using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Evidence;

/// <summary>The state of the market the instrument trades in, read off its benchmark index.</summary>
internal static class MacroSection
{
    private const int Strength = 120;

    private static readonly string[] FromBenchmark =
    [
        EvidenceNames.BenchmarkClose, EvidenceNames.BenchmarkSma200, EvidenceNames.BenchmarkReturn60, EvidenceNames.BenchmarkReturn250,
        EvidenceNames.BenchmarkVolatility60, EvidenceNames.BenchmarkVolatility250, EvidenceNames.BenchmarkDrawdown, EvidenceNames.RelativeStrength120,
    ];

    private static readonly string[] FromStatistics =
        [EvidenceNames.PolicyRate, EvidenceNames.InflationYoy, EvidenceNames.Unemployment, EvidenceNames.YieldCurve];

    public static EvidenceSection Build(EvidenceInputs inputs, PriceHistory total, PriceHistory? benchmark)
    {
        var section = new SectionWriter(EvidenceTopic.Macro, inputs.KnownAt);
        if (benchmark is null)
        {
            section.Missing(FromBenchmark, CallersReasons.NoBenchmark(inputs));
        }
        else
        {
            Index(section, inputs.BenchmarkInstrument, benchmark);
            RelativeStrength(section, total, benchmark);
        }
        section.Missing(FromStatistics, "no macro source is configured");
        return section.Done();
    }

    private static void Index(SectionWriter section, Instrument? instrument, PriceHistory index)
    {
        var name = instrument is null ? index.Set.Symbol.Value : $"{instrument.Name} ({instrument.Symbol})";
        var level = index.Set.Symbol.IsIndex ? Measure.Points : Measure.Money(index.Set.Currency, index.CloseAgo(0));
        section.Add(index, EvidenceNames.BenchmarkClose, level, 1, index.CloseAgo(0), $"close of {name}");
        section.Add(index, EvidenceNames.BenchmarkSma200, level, 200, index.Last(o => SimpleMovingAverage.Compute(index.Close, 200, o)), $"SMA(200) of {name}");
        section.Add(index, EvidenceNames.BenchmarkReturn60, Measure.Percent, 61, index.ReturnOver(60), $"close / close 60 sessions before - 1, {name}");
        section.Add(index, EvidenceNames.BenchmarkReturn250, Measure.Percent, 251, index.ReturnOver(250), $"close / close 250 sessions before - 1, {name}");
        foreach (var (point, sessions) in (ReadOnlySpan<(string, int)>)[(EvidenceNames.BenchmarkVolatility60, 60), (EvidenceNames.BenchmarkVolatility250, 250)])
        {
            section.Add(index, point, Measure.Percent, sessions + 1, 100 * index.Last(o => RealisedVolatility.Compute(index.Close, sessions, o)),
                $"sample deviation of {sessions} daily log returns x sqrt(252), {name}");
        }
        section.Add(index, EvidenceNames.BenchmarkDrawdown, Measure.Percent, 250,
            100 * index.Last(o => Drawdown.Compute(index.Close, 250, o, new double[index.Count])), $"fall from the 250-session peak, {name}");
    }

    private static void RelativeStrength(SectionWriter section, PriceHistory total, PriceHistory benchmark)
    {
        var days = CommonDays.Of(total, benchmark);
        if (days.Count <= Strength)
        {
            section.Missing(EvidenceNames.RelativeStrength120, days.Shortage(Strength + 1));
            return;
        }
        var ours = days.Asset[^1] / days.Asset[^(Strength + 1)];
        var theirs = days.Benchmark[^1] / days.Benchmark[^(Strength + 1)];
        section.Add(EvidenceNames.RelativeStrength120, Measure.Percent, 100 * (ours - theirs), days.Last, total.Set.Provenance.Source,
            $"return over 120 common sessions less that of {benchmark.Set.Symbol}, {total.ReturnKind}", "prices did not move in the window");
    }
}

using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Evidence;

/// <summary>How much the position can lose, how it moves with its market, and what selling it costs.</summary>
internal static class RiskSection
{
    private const int Year = 250;

    public static EvidenceSection Build(EvidenceInputs inputs, PriceHistory levels, PriceHistory total, PriceHistory? benchmark)
    {
        var section = new SectionWriter(EvidenceTopic.Risk, inputs.KnownAt);
        foreach (var (name, sessions) in (ReadOnlySpan<(string, int)>)
            [(EvidenceNames.RealisedVolatility20, 20), (EvidenceNames.RealisedVolatility60, 60), (EvidenceNames.RealisedVolatility250, Year)])
        {
            section.Add(total, name, Measure.Percent, sessions + 1, 100 * total.Last(o => RealisedVolatility.Compute(total.Close, sessions, o)),
                $"sample deviation of {sessions} daily log returns x sqrt(252), {total.ReturnKind}");
        }
        double[] now = new double[total.Count], largest = new double[total.Count];
        Drawdown.Compute(total.Close, Year, now, largest);
        section.Add(total, EvidenceNames.MaxDrawdown250, Measure.Percent, Year, 100 * Newest(largest), $"largest peak-to-trough fall within 250 sessions, {total.ReturnKind}");
        section.Add(total, EvidenceNames.DrawdownNow, Measure.Percent, Year, 100 * Newest(now), $"fall from the 250-session peak, {total.ReturnKind}");
        section.Add(total, EvidenceNames.ValueAtRisk95, Measure.Percent, Year + 1,
            100 * total.Last(o => HistoricalValueAtRisk.Compute(total.Close, Year, 0.95, o)), $"5 % quantile of 250 daily returns, historical simulation, {total.ReturnKind}");
        Market(section, inputs, total, benchmark);
        Liquidity(section, inputs, levels, total);
        return section.Done();
    }

    private static void Market(SectionWriter section, EvidenceInputs inputs, PriceHistory total, PriceHistory? benchmark)
    {
        string[] names = [EvidenceNames.Beta250, EvidenceNames.Correlation250];
        if (benchmark is null)
        {
            section.Missing(names, CallersReasons.NoBenchmark(inputs));
            return;
        }
        var days = CommonDays.Of(total, benchmark);
        if (days.Count <= Year)
        {
            section.Missing(names, days.Shortage(Year + 1));
            return;
        }
        double[] beta = new double[days.Count], correlation = new double[days.Count];
        BetaCorrelation.Compute(days.Asset, days.Benchmark, Year, beta, correlation);
        var source = total.Set.Provenance.Source;
        var basis = $"250 simple daily returns on common days with {benchmark.Set.Symbol}, {total.ReturnKind}";
        section.Add(names[0], Measure.Ratio, Newest(beta), days.Last, source, $"covariance / variance of the benchmark, {basis}", "the benchmark did not move");
        section.Add(names[1], Measure.Ratio, Newest(correlation), days.Last, source, $"Pearson correlation, {basis}", "one of the two series did not move");
    }

    private static void Liquidity(SectionWriter section, EvidenceInputs inputs, PriceHistory levels, PriceHistory total)
    {
        string[] names = [EvidenceNames.Amihud20, EvidenceNames.AverageTradedValue20];
        if (inputs.Instrument.Symbol.IsIndex)
        {
            section.Missing(names, "an index is not traded");
            return;
        }
        double[] value = [.. levels.Close.Zip(levels.Volume, (c, v) => c * v)];
        if (total.Count == levels.Count)
        {
            section.Add(levels, names[0], Measure.Ratio, 21, levels.Last(o => AmihudIlliquidity.Compute(total.Close, value, 20, o)),
                "mean of |daily return %| per million traded, 20 sessions (Amihud 2002)", "a session of the window had no trade");
        }
        else
        {
            section.Missing(names[0], $"{levels.Count} sessions of prices but {total.Count} of returns");
        }
        section.Add(levels, names[1], Measure.Money(inputs.SplitAdjusted.Currency, levels.CloseAgo(0)), 20,
            levels.Last(o => SimpleMovingAverage.Compute(value, 20, o)), "mean of close x volume, 20 sessions");
    }

    private static double Newest(double[] values) => values.Length > 0 ? values[^1] : double.NaN;
}

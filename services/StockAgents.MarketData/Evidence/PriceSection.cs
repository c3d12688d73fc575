using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Evidence;

/// <summary>Levels, returns and chart indicators. Levels from split-adjusted prices, returns from the total-return series.</summary>
internal static class PriceSection
{
    private const int Year = 252;
    private const int Month = 21;

    public static EvidenceSection Build(EvidenceInputs inputs, PriceHistory levels, PriceHistory total)
    {
        var section = new SectionWriter(EvidenceTopic.Price, inputs.KnownAt);
        var money = Measure.Money(inputs.SplitAdjusted.Currency, levels.CloseAgo(0));
        Levels(section, levels, money);
        Returns(section, total);
        TrendIndicators.Add(section, levels, money);
        Oscillators.Add(section, levels);
        Channels(section, levels, money);
        if (!inputs.SplitAdjusted.ActionsKnown && !inputs.Instrument.Symbol.IsIndex)
            section.Missing("corporate_actions", $"{inputs.SplitAdjusted.Provenance.Source} gives no splits and dividends: returns are price returns");
        if (!inputs.SplitAdjusted.ActionsKnown || inputs.SplitAdjusted.SuspectedExDates.Count == 0)
            return Gaps(section, levels);
        section.Missing("splits", $"{inputs.SplitAdjusted.Provenance.Source} records no split that explains the price jumps of "
            + $"{string.Join(", ", inputs.SplitAdjusted.SuspectedExDates.Select(d => $"{d:yyyy-MM-dd}"))}: earlier prices are not compared with later ones");
        return Gaps(section, levels);
    }

    private static EvidenceSection Gaps(SectionWriter section, PriceHistory levels)
    {
        if (levels.Gaps.Count > 0)
            section.Missing("sessions", $"{levels.Set.Provenance.Source} has no bars of {levels.Set.Symbol} for {string.Join(", ", levels.Gaps)}");
        return section.Done();
    }

    private static void Levels(SectionWriter section, PriceHistory levels, Measure money)
    {
        section.Add(levels, EvidenceNames.Close, money, 1, levels.CloseAgo(0), "split-adjusted close");
        section.Add(levels, EvidenceNames.PreviousClose, money, 2, levels.CloseAgo(1), "split-adjusted close of the session before", ago: 1);
        section.Add(levels, EvidenceNames.ChangePercent, Measure.Percent, 2, levels.ReturnOver(1), "close / previous close - 1, split-adjusted closes");
        double[] upper = new double[levels.Count], lower = new double[levels.Count];
        DonchianChannel.Compute(levels.High, levels.Low, Year, upper, lower);
        section.Add(levels, EvidenceNames.High52Week, money, Year, Newest(upper), "highest split-adjusted high of 252 sessions");
        section.Add(levels, EvidenceNames.Low52Week, money, Year, Newest(lower), "lowest split-adjusted low of 252 sessions");
    }

    private static void Returns(SectionWriter section, PriceHistory total)
    {
        foreach (var (name, sessions) in (ReadOnlySpan<(string, int)>)
            [(EvidenceNames.Return5, 5), (EvidenceNames.Return20, 20), (EvidenceNames.Return60, 60), (EvidenceNames.Return120, 120), (EvidenceNames.Return250, 250)])
        {
            section.Add(total, name, Measure.Percent, sessions + 1, total.ReturnOver(sessions), $"close / close {sessions} sessions before - 1, {total.ReturnKind}");
        }
        section.Add(total, EvidenceNames.Momentum12Minus1, Measure.Percent, Year + 1, 100 * ((total.CloseAgo(Month) / total.CloseAgo(Year)) - 1),
            $"close 21 sessions before / close 252 sessions before - 1, {total.ReturnKind}");
    }

    private static void Channels(SectionWriter section, PriceHistory levels, Measure money)
    {
        foreach (var (period, high, low) in (ReadOnlySpan<(int, string, string)>)
            [(20, EvidenceNames.DonchianHigh20, EvidenceNames.DonchianLow20), (55, EvidenceNames.DonchianHigh55, EvidenceNames.DonchianLow55)])
        {
            double[] upper = new double[levels.Count], lower = new double[levels.Count];
            DonchianChannel.Compute(levels.High, levels.Low, period, upper, lower);
            // The day itself is left out: a close above the channel then is a breakout, as Donchian's rule has it.
            section.Add(levels, high, money, period + 1, Newest(upper, back: 1), $"highest split-adjusted high of the {period} sessions before this one");
            section.Add(levels, low, money, period + 1, Newest(lower, back: 1), $"lowest split-adjusted low of the {period} sessions before this one");
        }
        if (levels.Count == 0)
        {
            section.Missing([EvidenceNames.Pivot, EvidenceNames.PivotSupport1, EvidenceNames.PivotResistance1], levels.Shortage(1));
            return;
        }
        double top = levels.High[^1], bottom = levels.Low[^1], pivot = (top + bottom + levels.Close[^1]) / 3;
        section.Add(levels, EvidenceNames.Pivot, money, 1, pivot, "(high + low + close) / 3 of the session");
        section.Add(levels, EvidenceNames.PivotSupport1, money, 1, (2 * pivot) - top, "2 x pivot - high");
        section.Add(levels, EvidenceNames.PivotResistance1, money, 1, (2 * pivot) - bottom, "2 x pivot - low");
    }

    private static double Newest(double[] values, int back = 0) => back < values.Length ? values[^(back + 1)] : double.NaN;
}

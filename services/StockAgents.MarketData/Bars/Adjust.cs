using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Bars;

/// <summary>
/// Derives adjusted series as they looked at the close of a day: an action whose ex-date lies after that day is not applied.
/// Adjustment is proportional (CRSP: factor 1 - dividend / close before the ex-date), never subtractive, so returns are
/// right and no price turns negative.
/// </summary>
internal static class Adjust
{
    // Enough for a hundred-fold split of a penny stock, short enough to read on the wire.
    private const int Decimals = 8;

    // Below this eight decimals are fewer than six significant digits.
    private const decimal TinyPrice = 0.001m;
    private const int TinyDecimals = 16;

    /// <param name="from">First day wanted; earlier bars are left out.</param>
    /// <param name="asOf">Last day wanted, and the day from which the series is seen.</param>
    public static BarSet To(this AsTradedBars source, Adjustment adjustment, DateOnly from, DateOnly asOf, bool stale = false)
    {
        var end = source.CountUpTo(asOf);
        var start = Math.Min(end, source.CountUpTo(from.AddDays(from == DateOnly.MinValue ? 0 : -1)));
        var bars = source.Bars[start..end];
        var known = source.WhyActionsUnknown(asOf) is null;
        if (known && adjustment is not Adjustment.None)
            Apply(source, adjustment, bars, asOf);
        var last = end > 0 ? source.Bars[end - 1].Date : source.First;
        return new BarSet(source.Symbol, source.Instrument.Currency, adjustment, bars,
            known ? [.. source.Actions.Where(a => a.ExDate <= asOf)] : [], new Provenance(source.Source, last, stale, source.FetchedAt))
        {
            ActionsKnown = known,
            SuspectedExDates = [.. source.SuspectedOn(asOf, known)],
        };
    }

    private static void Apply(AsTradedBars source, Adjustment adjustment, Bar[] bars, DateOnly asOf)
    {
        var (split, cash) = (1m, 1m);
        var next = source.Actions.Count - 1;
        while (next >= 0 && source.Actions[next].ExDate > asOf)
            next--;
        for (var i = bars.Length - 1; i >= 0; i--)
        {
            // Walking back in time, an action counts for every bar before its ex-date.
            for (; next >= 0 && source.Actions[next].ExDate > bars[i].Date; next--)
            {
                split *= source.Actions[next].SplitFactor;
                if (adjustment is Adjustment.Total && source.CountUpTo(source.Actions[next].ExDate.AddDays(-1)) is var before and > 0)
                    cash *= 1 - (source.Actions[next].Dividend / source.Bars[before - 1].Close);
            }
            if (split != 1 || cash != 1)
                bars[i] = Scale(bars[i], cash / split, split);
        }
    }

    private static Bar Scale(Bar bar, decimal price, decimal volume) => new(
        bar.Date, Round(bar.Open * price), Round(bar.High * price), Round(bar.Low * price), Round(bar.Close * price), Round(bar.Volume * volume));

    private static decimal Round(decimal value) => Math.Round(value, value < TinyPrice ? TinyDecimals : Decimals);
}

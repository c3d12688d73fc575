using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Instruments;

namespace StockAgents.MarketData.Evidence;

/// <summary>
/// Days of the last twenty that closed at the daily limit. The limit price is the ex-right reference price times (1 +/- limit),
/// rounded half up to 0.01 (SSE and SZSE trading rules), so it is computed from prices as traded on the day.
/// </summary>
internal static class LimitDays
{
    private const int Window = 20;
    private const decimal HighestPrice = 1_000_000;

    public static void Add(SectionWriter section, PriceHistory levels)
    {
        string[] names = [EvidenceNames.LimitUpDays20, EvidenceNames.LimitDownDays20];
        if (levels.Count <= Window)
        {
            section.Missing(names, levels.Shortage(Window + 1));
            return;
        }
        int up = 0, down = 0;
        for (var i = levels.Count - Window; i < levels.Count; i++)
        {
            if (DailyLimits.Of(levels.Set.Symbol, levels.Bars[i].Date) is not { } limit)
            {
                section.Missing(names, $"no daily limit is known for {levels.Set.Symbol} on {levels.Bars[i].Date:yyyy-MM-dd}");
                return;
            }
            if (Reference(levels, i) is not { } reference || AsTraded(levels, i) is not { } close)
            {
                section.Missing(names, $"the price as traded on {levels.Bars[i].Date:yyyy-MM-dd} can't be told from the adjusted one");
                return;
            }
            up += close >= Cents(reference * (1 + limit)) ? 1 : 0;
            down += close <= Cents(reference * (1 - limit)) ? 1 : 0;
        }
        const string Basis = "sessions of 20 whose close is at the board's daily limit; a risk-warning status is not known";
        section.Add(levels, names[0], Measure.Count, Window + 1, up, Basis);
        section.Add(levels, names[1], Measure.Count, Window + 1, down, Basis);
    }

    /// <summary>The last close before day <paramref name="i"/>, less what went ex on that day.</summary>
    private static decimal? Reference(PriceHistory levels, int i)
    {
        var (after, before) = (levels.Bars[i].Date, levels.Bars[i - 1].Date);
        var reference = AsTraded(levels, i - 1);
        foreach (var action in levels.Set.Actions.Where(a => a.ExDate > before && a.ExDate <= after).OrderBy(a => a.ExDate))
            reference = action.SplitFactor > 0 ? (reference - action.Dividend) / action.SplitFactor : null;
        return reference is { } price ? Cents(price) : null;
    }

    private static decimal? AsTraded(PriceHistory levels, int i)
    {
        var price = levels.Bars[i].Close;
        foreach (var action in levels.Set.Actions.Where(a => a.ExDate > levels.Bars[i].Date))
        {
            if (price is <= 0 or > HighestPrice || action.SplitFactor is <= 0 or > 1000)
                return null;
            price *= action.SplitFactor;
        }
        return price > HighestPrice ? null : Cents(price);
    }

    private static decimal Cents(decimal price) => Math.Round(price, 2, MidpointRounding.AwayFromZero);
}

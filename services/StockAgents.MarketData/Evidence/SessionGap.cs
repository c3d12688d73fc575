using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Calendars;

namespace StockAgents.MarketData.Evidence;

/// <summary>A stretch of sessions without bars: the source lost them, or trading was suspended.</summary>
/// <param name="Before">The bar the stretch follows.</param>
/// <param name="After">The first bar behind it.</param>
internal sealed record SessionGap(DateOnly Before, DateOnly After, int Sessions)
{
    /// <summary>A closure no calendar foresaw is rarely longer.</summary>
    private const int Unremarkable = 3;

    /// <summary>A window across more than two missing weeks measures another time than it says.</summary>
    private const int LongestBridged = 10;

    public bool CutsHistory => Sessions > LongestBridged;

    /// <summary>The gaps worth naming, oldest first.</summary>
    public static IReadOnlyList<SessionGap> Of(BarSet set)
    {
        var calendar = TradingCalendar.Of(set.Symbol.Market);
        var gaps = new List<SessionGap>();
        for (var i = 1; i < set.Bars.Count; i++)
        {
            var (before, after) = (set.Bars[i - 1].Date, set.Bars[i].Date);
            if (before < calendar.HolidaysKnownFrom || after.DayNumber - before.DayNumber <= Unremarkable)
                continue;
            var missing = calendar.SessionsBetween(before.AddDays(1), after.AddDays(-1)).Count();
            if (missing > Unremarkable)
                gaps.Add(new SessionGap(before, after, missing));
        }
        return gaps;
    }

    public override string ToString() => $"{Sessions} sessions between {Before:yyyy-MM-dd} and {After:yyyy-MM-dd}";
}

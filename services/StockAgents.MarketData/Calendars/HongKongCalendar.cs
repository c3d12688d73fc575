using System.Collections.Concurrent;
using static StockAgents.MarketData.Calendars.DateRules;

namespace StockAgents.MarketData.Calendars;

/// <summary>
/// Stock Exchange of Hong Kong: the general holidays (Cap. 149), computed, with half days on the eves of Christmas, New Year
/// and Lunar New Year. Days closed by a typhoon before severe-weather trading began (2024-09-23) are listed as far as known.
/// </summary>
internal sealed class HongKongCalendar : TradingCalendar
{
    private readonly ConcurrentDictionary<int, HashSet<DateOnly>> _holidays = new();

    /// <summary>The parade holiday of 2015, and typhoons.</summary>
    private static readonly HashSet<DateOnly> Unplanned =
    [
        new(2015, 9, 3), new(2016, 8, 2), new(2016, 10, 21), new(2017, 8, 23), new(2020, 10, 13),
        new(2021, 10, 13), new(2023, 7, 17), new(2023, 9, 1), new(2023, 9, 8), new(2024, 9, 6),
    ];

    protected override int StandardOffsetHours => 8;

    public override SessionHours Hours(DateOnly session)
    {
        var open = Utc(session, session < new DateOnly(2011, 3, 7) ? new TimeOnly(10, 0) : new TimeOnly(9, 30), StandardOffsetHours);
        var lunch = Utc(session, session < new DateOnly(2011, 3, 7) ? new TimeOnly(12, 30) : new TimeOnly(12, 0), StandardOffsetHours);
        if (IsHalfDay(session))
            return new SessionHours(open, lunch);
        var afternoon = session.DayNumber switch
        {
            _ when session < new DateOnly(2011, 3, 7) => new TimeOnly(14, 30),
            _ when session < new DateOnly(2012, 3, 5) => new TimeOnly(13, 30),
            _ => new TimeOnly(13, 0),
        };
        return new SessionHours(open, Utc(session, new TimeOnly(16, 0), StandardOffsetHours), lunch, Utc(session, afternoon, StandardOffsetHours));
    }

    protected override bool IsClosed(DateOnly day) =>
        Unplanned.Contains(day) || _holidays.GetOrAdd(day.Year, HolidaysOf).Contains(day);

    private static bool IsHalfDay(DateOnly day) =>
        (day.Month, day.Day) is (12, 24) or (12, 31) || (day.Month <= 2 && day == ChineseDay(day.Year, 1, 1).AddDays(-1));

    private static HashSet<DateOnly> HolidaysOf(int year)
    {
        var newYear = ChineseDay(year, 1, 1);
        HashSet<DateOnly> days = [newYear, newYear.AddDays(1), newYear.AddDays(2)];
        // One of the three on a Sunday: since 2011 the fourth day is given instead, before that the eve.
        if (days.Any(d => d.DayOfWeek is DayOfWeek.Sunday))
            days.Add(year >= 2011 ? newYear.AddDays(3) : newYear.AddDays(-1));

        var easter = Easter(year);
        DateOnly[] inOrder =
        [
            new(year, 1, 1), easter.AddDays(-2), easter.AddDays(1), ChingMing(year), new(year, 5, 1), ChineseDay(year, 4, 8),
            ChineseDay(year, 5, 5), new(year, 7, 1), new(year, 10, 1), ChineseDay(year, 8, 16), ChineseDay(year, 9, 9),
            new(year, 12, 25), new(year, 12, 26),
        ];
        foreach (var day in inOrder)
        {
            // A holiday on a Sunday, or on another holiday, moves to the next day that is neither.
            var given = day;
            while (given.DayOfWeek is DayOfWeek.Sunday || days.Contains(given))
                given = given.AddDays(1);
            days.Add(given);
        }
        return days;
    }
}

using static StockAgents.MarketData.Calendars.DateRules;

namespace StockAgents.MarketData.Calendars;

/// <summary>New York Stock Exchange, rule 7.2 (holidays) as it stood since 2000, with the closures no rule foresaw.</summary>
internal sealed class UsCalendar : TradingCalendar
{
    private static readonly TimeOnly Opening = new(9, 30);
    private static readonly TimeOnly Closing = new(16, 0);
    private static readonly TimeOnly EarlyClosing = new(13, 0);

    /// <summary>Attacks of 2001; Reagan, Ford, Bush and Carter funerals; hurricane Sandy.</summary>
    private static readonly HashSet<DateOnly> Unplanned =
    [
        new(2001, 9, 11), new(2001, 9, 12), new(2001, 9, 13), new(2001, 9, 14), new(2004, 6, 11), new(2007, 1, 2),
        new(2012, 10, 29), new(2012, 10, 30), new(2018, 12, 5), new(2025, 1, 9),
    ];

    protected override int StandardOffsetHours => -5;

    public override SessionHours Hours(DateOnly session)
    {
        var offset = OffsetHours(session);
        return new SessionHours(Utc(session, Opening, offset), Utc(session, IsEarlyClose(session) ? EarlyClosing : Closing, offset));
    }

    protected override bool IsClosed(DateOnly day) => Unplanned.Contains(day) || day.Month switch
    {
        // A New Year's Day on a Saturday is not moved into the old year.
        1 => day == new DateOnly(day.Year, 1, 1) || (day.Day == 2 && day.DayOfWeek is DayOfWeek.Monday) || day == Nth(3, DayOfWeek.Monday, day.Year, 1),
        2 => day == Nth(3, DayOfWeek.Monday, day.Year, 2),
        3 or 4 => day == Easter(day.Year).AddDays(-2),
        5 => day == Nth(-1, DayOfWeek.Monday, day.Year, 5),
        6 => day.Year >= 2022 && day == NearestWeekday(new DateOnly(day.Year, 6, 19)),
        7 => day == NearestWeekday(new DateOnly(day.Year, 7, 4)),
        9 => day == Nth(1, DayOfWeek.Monday, day.Year, 9),
        11 => day == Thanksgiving(day.Year),
        12 => day == NearestWeekday(new DateOnly(day.Year, 12, 25)),
        _ => false,
    };

    private static DateOnly Thanksgiving(int year) => Nth(4, DayOfWeek.Thursday, year, 11);

    private static bool IsEarlyClose(DateOnly day) => (day.Month, day.Day) switch
    {
        (7, 3) => day.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Tuesday or DayOfWeek.Thursday || (day.DayOfWeek is DayOfWeek.Wednesday && day.Year >= 2013),
        // Until 2012 a holiday on a Thursday shortened the Friday after it instead of the Wednesday before.
        (7, 5) => day.DayOfWeek is DayOfWeek.Friday && day.Year < 2013,
        (12, 24) => true,
        (12, 26) => day.Year == 2003,
        _ => day == Thanksgiving(day.Year).AddDays(1),
    };

    /// <summary>Eastern time during a session. Computed, because a slim container has no time zone files (Energy Policy Act of 2005 for 2007 on).</summary>
    private static int OffsetHours(DateOnly date)
    {
        var (start, end) = date.Year >= 2007
            ? (Nth(2, DayOfWeek.Sunday, date.Year, 3), Nth(1, DayOfWeek.Sunday, date.Year, 11))
            : (Nth(1, DayOfWeek.Sunday, date.Year, 4), Nth(-1, DayOfWeek.Sunday, date.Year, 10));
        return date >= start && date < end ? -4 : -5;
    }
}

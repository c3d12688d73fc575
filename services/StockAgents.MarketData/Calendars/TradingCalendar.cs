using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Calendars;

/// <summary>
/// The sessions of one market. Computed from rules and tables, so it also knows days that no source has bars for; where a
/// source has a bar on a day that the rules call closed, the bar is right.
/// </summary>
internal abstract class TradingCalendar
{
    private static readonly TradingCalendar UnitedStates = new UsCalendar();
    private static readonly TradingCalendar HongKong = new HongKongCalendar();
    private static readonly TradingCalendar Mainland = new MainlandCalendar();

    /// <summary>The first day any question or file may name. The lunar calendar behind Hong Kong's holidays begins in 1901.</summary>
    public static readonly DateOnly Earliest = new(1902, 1, 1);

    public static TradingCalendar Of(Market market) => market switch
    {
        Market.US => UnitedStates,
        Market.HK => HongKong,
        _ => Mainland,
    };

    public bool IsSession(DateOnly date) => !IsWeekend(date) && !IsClosed(date);

    public DateOnly PreviousSession(DateOnly date)
    {
        do
            date = date.AddDays(-1);
        while (!IsSession(date));
        return date;
    }

    public DateOnly NextSession(DateOnly date)
    {
        do
            date = date.AddDays(1);
        while (!IsSession(date));
        return date;
    }

    /// <summary>Sessions from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public IEnumerable<DateOnly> SessionsBetween(DateOnly first, DateOnly last)
    {
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            if (IsSession(date))
                yield return date;
        }
    }

    /// <summary>Opening, lunch and closing times of a session in UTC.</summary>
    public abstract SessionHours Hours(DateOnly session);

    public DateTimeOffset SessionClose(DateOnly session) => Hours(session).Close;

    /// <summary>The latest session that had closed at <paramref name="instant"/>.</summary>
    public DateOnly LastCompletedSession(DateTimeOffset instant)
    {
        // A day ahead of UTC: no market's local date is later than that.
        var date = DateOnly.FromDateTime(instant.UtcDateTime).AddDays(1);
        while (!IsSession(date) || SessionClose(date) > instant)
            date = date.AddDays(-1);
        return date;
    }

    /// <summary>The date on the exchange's wall at an instant (standard time: the hour before midnight does not matter here).</summary>
    public DateOnly LocalDate(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime.AddHours(StandardOffsetHours));

    public static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Before this day a weekday without a bar may be a holiday nobody wrote down.</summary>
    public virtual DateOnly HolidaysKnownFrom => Earliest;

    protected abstract int StandardOffsetHours { get; }

    /// <summary>True for a weekday without a session.</summary>
    protected abstract bool IsClosed(DateOnly weekday);

    protected static DateTimeOffset Utc(DateOnly date, TimeOnly local, int offsetHours) =>
        new DateTimeOffset(date.ToDateTime(local), TimeSpan.FromHours(offsetHours)).ToUniversalTime();
}

/// <summary>The hours of one session, in UTC. The US has no lunch break; a half day ends where lunch would begin.</summary>
internal sealed record SessionHours(DateTimeOffset Open, DateTimeOffset Close, DateTimeOffset? BreakStart = null, DateTimeOffset? BreakEnd = null);

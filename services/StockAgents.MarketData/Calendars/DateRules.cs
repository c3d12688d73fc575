using System.Globalization;

namespace StockAgents.MarketData.Calendars;

/// <summary>The ways a holiday's date is written down.</summary>
internal static class DateRules
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>The n-th weekday of a month; n = -1 is the last one.</summary>
    public static DateOnly Nth(int n, DayOfWeek weekday, int year, int month)
    {
        if (n < 0)
        {
            var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
            return last.AddDays(-(((int)last.DayOfWeek - (int)weekday + 7) % 7));
        }
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    /// <summary>Saturday moves to Friday, Sunday to Monday.</summary>
    public static DateOnly NearestWeekday(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(-1),
        DayOfWeek.Sunday => date.AddDays(1),
        _ => date,
    };

    /// <summary>Gregorian Easter Sunday (Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var monthAndDay = h + l - (7 * m) + 114;
        return new DateOnly(year, monthAndDay / 31, (monthAndDay % 31) + 1);
    }

    /// <summary>Ching Ming, the fifth solar term, in Chinese time: the usual approximation, right for 2000 to 2099.</summary>
    public static DateOnly ChingMing(int year)
    {
        var y = year - 2000;
        return new DateOnly(year, 4, (int)((y * 0.2422) + 4.81) - (y / 4));
    }

    /// <summary>The Gregorian day of a day of the Chinese year that begins in <paramref name="year"/>.</summary>
    public static DateOnly ChineseDay(int year, int month, int day)
    {
        // .NET counts a leap month as a month of its own, so months after it have a number one higher.
        var leap = Lunar.GetLeapMonth(year);
        var number = leap > 0 && month >= leap ? month + 1 : month;
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, number, day, 0, 0, 0, 0));
    }
}

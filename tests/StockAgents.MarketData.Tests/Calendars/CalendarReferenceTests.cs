using System.Globalization;
using System.Text.Json;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Calendars;
using StockAgents.TestKit;

namespace StockAgents.MarketData.Tests.Calendars;

public sealed class CalendarReferenceTests
{
    [Theory]
    [InlineData(Market.US, "XNYS.csv")]
    [InlineData(Market.CN, "XSHG.csv")]
    [InlineData(Market.HK, "XHKG.csv")]
    public void Sessions_and_their_hours_equal_the_reference_calendar(Market market, string file)
    {
        var calendar = TradingCalendar.Of(market);
        var expected = File.ReadLines(SharedData.PathOf("calendars", file)).Skip(1).Select(line => line.Split(',')).ToDictionary(
            cells => DateOnly.FromDateTime(Instant(cells[0]).UtcDateTime),
            cells => new SessionHours(Instant(cells[1]), Instant(cells[2]), Optional(cells[3]), Optional(cells[4])));

        var sessions = calendar.SessionsBetween(expected.Keys.Min(), expected.Keys.Max()).ToHashSet();

        // HKEX was shut by typhoon Saola and by black rain; the reference lists both as sessions, the prices have no bar.
        DateOnly[] knownErrors = market is Market.HK ? [new(2023, 9, 1), new(2023, 9, 8)] : [];
        Assert.Equal([], sessions.Except(expected.Keys).Order());
        Assert.Equal(knownErrors, expected.Keys.Except(sessions).Order());
        Assert.All(sessions, day => Assert.Equal(Comparable(expected[day]), Comparable(calendar.Hours(day))));
    }

    [Theory]
    [InlineData(Market.US, "us-equity.json", 2015, 2027)]
    [InlineData(Market.HK, "hk-index.json", 2017, 2026)]
    public void Holidays_and_early_closes_equal_the_reference_table(Market market, string file, int from, int to)
    {
        var calendar = TradingCalendar.Of(market);
        using var table = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("calendars", file)));
        var holidays = table.RootElement.GetProperty("holidays").EnumerateArray().Select(d => Day(d.GetString()!)).ToHashSet();
        var weekdays = Enumerable.Range(0, new DateOnly(to, 12, 31).DayNumber - new DateOnly(from, 1, 1).DayNumber + 1)
            .Select(new DateOnly(from, 1, 1).AddDays).Where(d => !TradingCalendar.IsWeekend(d));

        var differences = weekdays.Where(d => calendar.IsSession(d) == holidays.Contains(d)).ToList();

        Assert.Equal(market is Market.HK ? KnownHongKongDifferences : [], differences);
        foreach (var early in table.RootElement.GetProperty("earlyCloses").EnumerateObject().Select(p => Day(p.Name)).Where(d => d.Year <= to))
            Assert.True(calendar.SessionClose(early) - calendar.Hours(early).Open < TimeSpan.FromHours(4), $"{early} closes early");
    }

    // The table holds planned holidays; these days were closed by typhoons and black rain.
    private static readonly DateOnly[] KnownHongKongDifferences =
    [
        new(2017, 8, 23), new(2020, 10, 13), new(2021, 10, 13), new(2023, 7, 17), new(2023, 9, 1), new(2023, 9, 8), new(2024, 9, 6),
    ];

    // The reference writes a half day with its lunch break at the close; ours has no break then.
    private static (DateTimeOffset, DateTimeOffset, DateTimeOffset?, DateTimeOffset?) Comparable(SessionHours hours) =>
        hours.BreakStart >= hours.Close ? (hours.Open, hours.Close, null, null) : (hours.Open, hours.Close, hours.BreakStart, hours.BreakEnd);

    private static DateTimeOffset? Optional(string text) => text.Length == 0 ? null : Instant(text);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

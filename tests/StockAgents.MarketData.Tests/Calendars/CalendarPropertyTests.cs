using CsCheck;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Calendars;
using StockAgents.MarketData.Snapshot;

namespace StockAgents.MarketData.Tests.Calendars;

public sealed class CalendarPropertyTests
{
    private static readonly Gen<(TradingCalendar Calendar, DateOnly Day)> Days =
        from market in Gen.Enum<Market>()
        from day in Gen.Int[new DateOnly(2000, 1, 1).DayNumber, new DateOnly(2030, 12, 31).DayNumber]
        select (TradingCalendar.Of(market), DateOnly.FromDayNumber(day));

    [Fact]
    public void The_sessions_around_a_day_are_sessions_with_none_between() => Days.Sample(x =>
    {
        var (previous, next) = (x.Calendar.PreviousSession(x.Day), x.Calendar.NextSession(x.Day));
        var between = x.Calendar.SessionsBetween(previous, next).ToList();
        return between[0] == previous && between[^1] == next && between.Count == (x.Calendar.IsSession(x.Day) ? 3 : 2);
    });

    [Fact]
    public void A_session_is_completed_at_its_close_and_not_a_second_before() => Days.Sample(x =>
    {
        var session = x.Calendar.NextSession(x.Day);
        var close = x.Calendar.SessionClose(session);
        return x.Calendar.LastCompletedSession(close) == session
            && x.Calendar.LastCompletedSession(close.AddSeconds(-1)) == x.Calendar.PreviousSession(session);
    });

    [Fact]
    public void A_session_opens_before_it_breaks_before_it_closes_within_its_own_day() => Days.Sample(x =>
    {
        var hours = x.Calendar.Hours(x.Calendar.NextSession(x.Day));
        return hours.Open < hours.Close && hours.Close - hours.Open < TimeSpan.FromHours(8)
            && (hours.BreakStart is null || (hours.Open < hours.BreakStart && hours.BreakStart < hours.BreakEnd && hours.BreakEnd < hours.Close));
    });

    [Theory]
    [InlineData("MSFT")]
    [InlineData("^GSPC")]
    [InlineData("000001.SH")]
    public async Task The_bundled_bars_are_exactly_the_sessions_of_their_calendar(string symbol)
    {
        var answer = await new SnapshotSource().GetAsync(Symbol.Parse(symbol), TestContext.Current.CancellationToken);
        var bars = Assert.IsType<SourceAnswer.Found>(answer).Bars;
        var from = new DateOnly(Math.Max(1996, bars.First.Year), 1, 1);

        var sessions = TradingCalendar.Of(bars.Symbol.Market).SessionsBetween(from, bars.Last).ToList();

        Assert.Equal(sessions, bars.Bars.Select(b => b.Date).Where(d => d >= from));
    }
}

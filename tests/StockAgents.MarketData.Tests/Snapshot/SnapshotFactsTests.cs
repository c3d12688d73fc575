using System.Globalization;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Snapshot;
using StockAgents.TestKit;

namespace StockAgents.MarketData.Tests.Snapshot;

public sealed class SnapshotFactsTests
{
    private readonly SnapshotSource _source = new();

    [Theory]
    [InlineData("MSFT", 3673, "2000-01-03", "2014-08-08")]
    [InlineData("TXN", 3673, "2000-01-03", "2014-08-08")]
    [InlineData("^GSPC", 5105, "2000-01-03", "2020-04-17")]
    [InlineData("600000.SH", 5908, "1999-11-10", "2024-09-19")]
    [InlineData("000001.SZ", 7972, "1991-04-03", "2024-09-19")]
    [InlineData("000300.SH", 4790, "2005-01-04", "2024-09-19")]
    [InlineData("000001.SH", 7143, "1995-04-21", "2024-09-19")]
    public async Task A_bundled_symbol_has_its_rows_in_order_and_each_row_is_a_bar(string symbol, int rows, string first, string last)
    {
        var bars = await Get(symbol);

        Assert.Equal((rows, Day(first), Day(last)), (bars.Bars.Length, bars.First, bars.Last));
        Assert.All(bars.Bars, b => Assert.True(b.Low > 0 && b.Low <= Math.Min(b.Open, b.Close) && b.High >= Math.Max(b.Open, b.Close) && b.Volume >= 0, $"{b}"));
        Assert.All(bars.Bars.Zip(bars.Bars.Skip(1)), pair => Assert.True(pair.First.Date < pair.Second.Date));
    }

    [Fact]
    public async Task Microsoft_is_stored_as_traded_through_its_split_of_2003()
    {
        var bars = await Get("MSFT");

        Assert.Equal(48.30m, bars.Bars[bars.CountUpTo(Day("2003-02-14")) - 1].Close);
        Assert.Equal(24.96m, bars.Bars[bars.CountUpTo(Day("2003-02-18")) - 1].Close);
        Assert.Contains(new CorporateAction(Day("2003-02-18"), 2, 0), bars.Actions);
        Assert.Contains(new CorporateAction(Day("2004-11-15"), 1, 3.08m), bars.Actions);
        Assert.Equal(22, bars.Actions.Count(a => a.ExDate >= Day("2009-01-01")));
    }

    [Fact]
    public async Task Texas_instruments_split_two_for_one_in_2000() =>
        Assert.Contains(new CorporateAction(Day("2000-05-23"), 2, 0), (await Get("TXN")).Actions);

    [Fact]
    public async Task A_mainland_share_says_that_its_actions_are_unknown_and_names_gaps_no_limit_allows()
    {
        var bars = await Get("600000.SH");

        Assert.False(bars.ActionsKnown);
        Assert.Empty(bars.Actions);
        // 2017-05-25: three bonus shares for ten, 15.83 before and 12.06 after.
        Assert.Contains(Day("2017-05-25"), bars.SuspectedExDates);
        Assert.True((await Get("000300.SH")).ActionsKnown);
    }

    [Theory]
    [InlineData("600000.SH", "600000.SS.csv")]
    [InlineData("000001.SZ", "000001.SZ.csv")]
    [InlineData("000300.SH", "000300.SS.csv")]
    public async Task Closes_equal_an_independent_download_on_every_common_day(string symbol, string file)
    {
        var mine = (await Get(symbol)).Bars.ToDictionary(b => b.Date, b => b.Close);
        var common = 0;
        foreach (var cells in File.ReadLines(SharedData.PathOf("ohlcv", file)).Skip(1).Select(l => l.Split(',')))
        {
            if (!mine.TryGetValue(Day(cells[0]), out var close))
                continue;
            common++;
            Assert.InRange(Math.Abs(decimal.Parse(cells[4], CultureInfo.InvariantCulture) - close), 0m, 0.01m);
        }
        Assert.True(common > 1000);
    }

    [Fact]
    public void Events_carry_the_close_of_their_day_as_knowledge_time_and_none_is_later_than_asked()
    {
        var texts = new SnapshotTexts().Of(Symbol.Parse("MSFT"), Day("2013-08-13"));

        Assert.All(texts, t => Assert.True(t.Date <= Day("2013-08-13")));
        var last = texts[^1];
        Assert.Equal(("downgrade", new DateTimeOffset(2013, 8, 13, 20, 0, 0, TimeSpan.Zero)), (last.Kind, last.KnownAt));
        // The package states 0.28 for that day, its prices say 0.23: the contradicted row is left out.
        Assert.DoesNotContain(texts, t => t.Kind == "dividend" && t.Date == Day("2013-08-13"));
        Assert.Empty(new SnapshotTexts().Of(Symbol.Parse("TXN"), Day("2014-08-08")));
    }

    private async Task<AsTradedBars> Get(string symbol) =>
        Assert.IsType<SourceAnswer.Found>(await _source.GetAsync(Symbol.Parse(symbol), TestContext.Current.CancellationToken)).Bars;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

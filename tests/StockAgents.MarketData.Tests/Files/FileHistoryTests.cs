using System.Globalization;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Files;
using StockAgents.TestKit;

namespace StockAgents.MarketData.Tests.Files;

public sealed class FileHistoryTests
{
    [Fact]
    public async Task As_traded_closes_beside_adjusted_ones_show_the_split_and_the_dividends()
    {
        var history = await Read("AAPL", "ohlcv", "variants", "AAPL.as-traded-tiingo.csv");

        Assert.Contains(history.Actions, a => a == new CorporateAction(new(2020, 8, 31), 4, 0));
        var paid = history.Actions.Single(a => a.ExDate == new DateOnly(2024, 5, 10));
        Assert.InRange(paid.Dividend, 0.24m, 0.26m);
        Assert.Single(history.Actions, a => a.SplitFactor != 1);
    }

    [Theory]
    [InlineData("AAPL", "AAPL.csv")]
    [InlineData("KO", "KO.csv")]
    [InlineData("NVDA", "NVDA.csv")]
    [InlineData("0941.HK", "0941.HK.csv")]
    public async Task The_derived_total_return_series_has_the_returns_of_the_recorded_adjusted_close(string symbol, string file)
    {
        var history = await Read(symbol, "ohlcv", file);
        var adjusted = File.ReadLines(SharedData.PathOf("ohlcv", file)).Skip(1).Select(l => l.Split(',')).Select(c => double.Parse(c[5], CultureInfo.InvariantCulture)).ToArray();

        var total = history.To(Adjustment.Total, history.First, history.Last).Bars;

        Assert.True(history.ActionsKnown);
        Assert.All(history.Actions, a => Assert.Equal(1, a.SplitFactor));
        for (var i = 1; i < adjusted.Length; i++)
            Assert.Equal(adjusted[i] / adjusted[i - 1], (double)(total[i].Close / total[i - 1].Close), 2e-4);
    }

    [Fact]
    public async Task Coca_cola_paid_four_dividends_in_2023()
    {
        var history = await Read("KO", "ohlcv", "KO.csv");

        Assert.Equal([0.46m, 0.46m, 0.46m, 0.46m], history.Actions.Where(a => a.ExDate.Year == 2023).Select(a => Math.Round(a.Dividend, 2)));
    }

    [Fact]
    public async Task Without_adjusted_closes_actions_are_unknown_and_impossible_gaps_are_named()
    {
        var history = await Read("300750.SZ", "ohlcv", "300750.SZ.csv");

        Assert.False(history.ActionsKnown);
        // Eight bonus shares for ten: 385.90 to 224.50, twice the twenty percent the board allows.
        Assert.Equal([new DateOnly(2023, 4, 26)], history.SuspectedExDates);
        Assert.Equal(("CNY", "SZSE", "300750.SZ"), (history.Instrument.Currency, history.Instrument.Exchange, history.Instrument.Name));
    }

    [Theory]
    [InlineData("KO", 2, true)]
    [InlineData("KO", 2, false)]
    [InlineData("0941.HK", 10, true)]
    [InlineData("KO", 0.1, true)]
    [InlineData("KO", 1.25, true, false)] // a fall by a fifth is a bad day
    [InlineData("KO", 2.4, true, false)] // no split has this ratio
    public async Task A_jump_by_the_ratio_of_a_split_nobody_recorded_is_suspected(string symbol, double ratio, bool withAdjusted, bool suspected = true)
    {
        var day = new DateOnly(2021, 3, 22);
        var lines = File.ReadLines(SharedData.PathOf("ohlcv", $"{symbol}.csv")).Select((l, i) => i == 0 ? l : Rewrite(l.Split(','))).ToArray();
        var history = await Parse(symbol, new StringReader(string.Join('\n', lines)));

        var seen = history.To(Adjustment.Split, history.First, history.Last);

        Assert.Equal(withAdjusted, seen.ActionsKnown);
        Assert.Equal(suspected ? [day] : [], seen.SuspectedExDates);
        Assert.Empty(history.To(Adjustment.Split, history.First, day.AddDays(-1)).SuspectedExDates);

        string Rewrite(string[] cells)
        {
            for (var i = 1; i < 6; i++)
            {
                var divisor = string.CompareOrdinal(cells[0], "2021-03-22") >= 0 ? (decimal)ratio : 1;
                cells[i] = i == 5 && !withAdjusted ? "" : (decimal.Parse(cells[i], CultureInfo.InvariantCulture) / divisor).ToString("0.00000000", CultureInfo.InvariantCulture);
            }
            return string.Join(',', cells);
        }
    }

    [Fact]
    public async Task A_recorded_split_and_real_price_moves_are_not_suspected()
    {
        var apple = await Read("AAPL", "ohlcv", "variants", "AAPL.as-traded-tiingo.csv");
        Assert.Empty(apple.To(Adjustment.Split, apple.First, apple.Last).SuspectedExDates);
        foreach (var symbol in (string[])["AAPL", "AMZN", "GOOGL", "JPM", "KO", "MSFT", "NVDA", "TSLA", "0700.HK", "0941.HK"])
            Assert.Empty((await Read(symbol, "ohlcv", $"{symbol}.csv")).SuspectedExDates);
    }

    [Theory]
    [InlineData("2023-05-02", true)] // between two rows of one ratio nothing can have gone ex
    [InlineData("2023-06-15", false)] // an ex-date
    [InlineData("2023-06-14", false)] // its eve: the dividend shows a day late, on a day nobody can tell
    [InlineData("2018-01-02", false)] // the first row: nothing before it to compare with
    public async Task An_empty_adjusted_close_makes_actions_unknown_only_where_an_ex_date_may_hide(string day, bool known)
    {
        var lines = File.ReadLines(SharedData.PathOf("ohlcv", "KO.csv")).Select(l => l.StartsWith(day, StringComparison.Ordinal) ? Blank(l) : l);
        var history = await Parse("KO", new StringReader(string.Join('\n', lines)));
        var whole = await Read("KO", "ohlcv", "KO.csv");

        var total = history.To(Adjustment.Total, history.First, history.Last);

        Assert.Equal(known, total.ActionsKnown);
        Assert.Equal(known ? whole.Actions : [], total.Actions);
        Assert.Equal(known ? whole.To(Adjustment.Total, history.First, history.Last).Bars : whole.Bars, total.Bars);
        Assert.Equal(!known, history.WhyActionsUnknown(history.Last)?.Contains("empty adj_close", StringComparison.Ordinal) ?? false);
        Assert.NotNull(history.WhyActionsUnknown(DateOnly.ParseExact(day, "yyyy-MM-dd", null)));
    }

    [Fact]
    public async Task Every_reference_file_of_bars_is_accepted()
    {
        foreach (var path in Directory.GetFiles(SharedData.PathOf("ohlcv"), "*.csv"))
            Assert.NotEmpty((await Read(Path.GetFileNameWithoutExtension(path), "ohlcv", Path.GetFileName(path))).Bars);
    }

    private static async Task<AsTradedBars> Read(string symbol, params string[] path)
    {
        using var text = new StreamReader(SharedData.PathOf(path));
        return await Parse(symbol, text);
    }

    private static string Blank(string line)
    {
        var cells = line.Split(',');
        cells[5] = "";
        return string.Join(',', cells);
    }

    private static async Task<AsTradedBars> Parse(string symbol, TextReader text)
    {
        var file = await BarFile.ReadAsync(text, TestContext.Current.CancellationToken);
        Assert.Null(file.Problem);
        return FileHistory.Of(Symbol.Parse(symbol), file, DateTime.UnixEpoch);
    }
}

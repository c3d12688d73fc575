using System.Globalization;
using CsCheck;
using StockAgents.MarketData.Files;
using StockAgents.TestKit;

namespace StockAgents.MarketData.Tests.Files;

public sealed class BarFileTests
{
    private const string Header = "date,open,high,low,close,adj_close,volume";

    [Theory]
    [InlineData("date,open,high,low,close,adj_close,volume\n2024-05-30,1,2,1,1.5,1.4,100\n2024-05-31,1,2,1,1.6,1.5,100\n")]
    [InlineData("\uFEFFDate,Open,High,Low,Close,Adj Close,Volume\r\n20240530,1,2,1,1.5,1.4,100\r\n20240531,1,2,1,1.6,1.5,100\r\n\r\n")]
    [InlineData("volume,close,note,low,high,open,ADJ_CLOSE,date\n100,1.6,\"a, \"\"b\"\"\",1,2,1,1.5,2024-05-31\n100,1.5,,1,2,1,1.4,2024-05-30")]
    [InlineData("Datetime,Open,High,Low,Close,Adj Close,Volume,Dividends\n2024-05-30 00:00:00+08:00,1,2,1,1.5,1.4,100.0,0\n2024-05-31 00:00:00+08:00,1,2,1,1.6,1.5,1e2,0\n")]
    public async Task Line_ends_column_order_date_forms_and_row_order_do_not_matter(string text)
    {
        var file = await Read(text);

        Assert.Null(file.Problem);
        Assert.Equal([(new DateOnly(2024, 5, 30), 1.5m, (decimal?)1.4m), (new DateOnly(2024, 5, 31), 1.6m, 1.5m)],
            file.Rows.Select(r => (r.Bar.Date, r.Bar.Close, r.AdjustedClose)));
        Assert.All(file.Rows, r => Assert.Equal(100, r.Bar.Volume));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("date,open,high,low,close,adj_close,volume\n", "no rows")]
    [InlineData("date,open,high,low,volume\n2024-05-31,1,2,1,100", "no close column")]
    [InlineData("2024-05-31,1,2,1,1.5,1.5,100\n", "no date column")]
    [InlineData("a\u0000b\u0001", "no date column")]
    public async Task A_file_that_is_no_table_of_bars_is_refused(string text, string sentence) =>
        Assert.Contains(sentence, (await Read(text)).Problem);

    [Theory]
    [InlineData("2024-05-31,1,0.5,1,0.7,,100", "line 3: high 0.5 is below low 1.")]
    [InlineData("2024-05-31,1,2,1,3,,100", "line 3: open 1 or close 3 is outside low 1 to high 2.")]
    [InlineData("2024-05-31,1,2,1,-1,,100", "line 3: close is -1; a price is above zero.")]
    [InlineData("2024-05-31,0,0,0,0,,0", "line 3: open is 0; a price is above zero.")]
    [InlineData("2024-05-31,1,2,1,NaN,,100", "line 3: close 'NaN' is not a number.")]
    [InlineData("2024-05-31,1,2,1,,,100", "line 3: close '' is not a number.")]
    [InlineData("2024-05-31,1,2,1,1e400,,100", "line 3: close '1e400' is not a number.")]
    [InlineData("2024-05-31,1,2,1,1.5,0,100", "line 3: adj_close '0' is not a price above zero; leave it empty")]
    [InlineData("2024-05-31,1,2,1,1.5,,-5", "line 3: volume '-5'")]
    [InlineData("2024-05-31,1,2,1,1.5,,", "line 3: volume ''")]
    [InlineData("2024-05-31,1,2", "line 3: it has only 3 cells.")]
    [InlineData("05/31/2024,1,2,1,1.5,,100", "line 3: '05/31/2024' is not a date")]
    [InlineData("2024-02-30,1,2,1,1.5,,100", "line 3: '2024-02-30' is not a date")]
    [InlineData("2024-06-01,1,2,1,1.5,,100", "line 3: 2024-06-01 is a Saturday")]
    [InlineData("2024-05-30,1,2,1,1.5,,100", "lines 2 and 3 are both of 2024-05-30.")]
    [InlineData("2024-06-03,1,2,1,1.5,,1\n2024-05-31,1,2,1,1.5,,1\n2024-06-04,1,2,1,1.5,,1", "line 4: 2024-05-31 is out of order")]
    public async Task A_bad_row_refuses_the_file_and_is_named(string row, string sentence) =>
        Assert.Contains(sentence, (await Read($"{Header}\n2024-05-30,1,2,1,1.5,,100\n{row}\n")).Problem);

    [Fact]
    public async Task Any_text_is_read_or_refused_with_a_sentence()
    {
        var cells = Gen.OneOf(Gen.String[Gen.Char["0123456789.-eE+,\"\r\n\u0000 naNI"], 0, 40], Gen.String[0, 20], Gen.Decimal.Select(d => d.ToString(CultureInfo.InvariantCulture)));
        await cells.Array[0, 9].SampleAsync(async row =>
        {
            var file = await Read($"{Header}\n2024-05-30,1,2,1,1.5,,100\n{string.Join(',', row)}");
            Assert.True(file.Problem is { Length: > 10 } ? file.Rows.Count == 0 : file.Rows.Count > 0);
        });
    }

    [Theory]
    [InlineData("skender-bad.csv")]
    [InlineData("skender-zeros.csv")]
    public async Task A_vendor_file_with_foreign_dates_is_refused_at_its_first_row(string name) =>
        Assert.StartsWith("line 2: ", (await Read(await File.ReadAllTextAsync(SharedData.PathOf("ohlcv", "dirty", name), TestContext.Current.CancellationToken))).Problem);

    [Theory]
    [InlineData("1.4E12", "100 % of the price after line 2")]
    [InlineData("0.1", "a dividend below zero after line 2")]
    [InlineData("1.75", "a dividend below zero after line 3")]
    [InlineData("99999999999999", "100 % of the price after line 2")]
    [InlineData("0.00000000000000000000000001", "a dividend below zero after line 2")]
    public async Task An_adjusted_close_no_dividend_or_split_explains_refuses_the_file(string adjusted, string sentence)
    {
        var problem = (await Read($"{Header}\n2024-05-29,1,2,1,1.5,1.4000,100\n2024-05-30,1,2,1,1.5,{adjusted},100\n2024-05-31,1,2,1,1.5,1.4000,100\n")).Problem;

        Assert.Matches("^line [34]: adj_close ", problem);
        Assert.Contains(sentence, problem);
    }

    private static Task<BarFile> Read(string text) => BarFile.ReadAsync(new StringReader(text.TrimStart('\uFEFF')), TestContext.Current.CancellationToken);
}

using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace StockAgents.MarketData.Tests.Files;

public sealed class FilesOverHttpTests : IAsyncLifetime
{
    private MarketDataHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await MarketDataHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("600519.SS.csv", "600519.SH")]
    [InlineData("00700.hk.CSV", "0700.HK")]
    [InlineData("^HSI.csv", "^HSI")]
    [InlineData("brk-b.csv", "BRK.B")]
    public async Task A_file_named_in_any_spelling_is_found_under_the_canonical_symbol(string file, string symbol)
    {
        _host.Put(file, Bars(new DateOnly(2024, 1, 1), 60));

        var (_, body) = await _host.GetAsync($"/api/market/preflight/{Uri.EscapeDataString(symbol)}");

        Assert.Equal("files", body.GetProperty("coverage").GetProperty("source").GetString());
        Assert.Equal(symbol, body.GetProperty("instrument").GetProperty("symbol").GetString());
    }

    [Fact]
    public async Task A_new_a_changed_and_a_removed_file_are_seen_without_a_restart()
    {
        Assert.Equal(404, await Status("NVDA"));
        _host.Put("NVDA.csv", Bars(new DateOnly(2024, 1, 1), 60, close: 10));
        Assert.Equal(10, await Price("NVDA"));
        _host.Put("NVDA.csv", Bars(new DateOnly(2024, 1, 1), 60, close: 20));
        Assert.Equal(20, await Price("NVDA"));
        _host.Remove("NVDA.csv");
        Assert.Equal(404, await Status("NVDA"));
    }

    [Fact]
    public async Task A_broken_file_is_reported_and_the_snapshot_does_not_hide_it()
    {
        _host.Put("MSFT.csv", "date,open,high,low,close,volume\n2024-05-31,1,2,1,x,1\n");

        var (status, body) = await _host.GetAsync("/api/market/price/MSFT");

        Assert.Equal((400, "VALIDATION_ERROR"), (status, body.GetProperty("code").GetString()));
        Assert.Contains("can't use MSFT.csv: line 2: close 'x' is not a number.", body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Two_spellings_of_one_symbol_are_reported_with_both_names()
    {
        _host.Put("0700.HK.csv", Bars(new DateOnly(2024, 1, 1), 60));
        _host.Put("00700.HK.csv", Bars(new DateOnly(2024, 1, 1), 60));

        var (status, body) = await _host.GetAsync("/api/market/price/0700.HK");

        Assert.Equal(400, status);
        Assert.Contains("00700.HK.csv and 0700.HK.csv", body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_day_a_file_does_not_cover_is_taken_from_the_source_that_has_it_whole()
    {
        _host.Put("MSFT.csv", Bars(new DateOnly(2020, 1, 1), 60, close: 500));

        var (_, body) = await _host.GetAsync("/api/market/preflight/MSFT?as_of=2010-06-01");

        Assert.Equal("snapshot", body.GetProperty("coverage").GetProperty("source").GetString());
        Assert.Equal("2014-08-08", body.GetProperty("coverage").GetProperty("last").GetString());
    }

    [Fact]
    public async Task A_row_of_the_running_session_is_left_out_and_one_of_a_day_to_come_refuses_the_file()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 3, 26, 18, 0, 0, TimeSpan.Zero));
        await using var host = await MarketDataHost.StartAsync(clock: clock);
        host.Put("NVDA.csv", Bars(new DateOnly(2024, 1, 1), 62), DateTime.UnixEpoch);
        Assert.Equal("2024-03-25", (await host.GetAsync("/api/market/price/NVDA")).Body.GetProperty("as_of").GetString());
        Assert.Equal("2024-03-25", (await host.GetAsync("/api/market/preflight/NVDA")).Body.GetProperty("coverage").GetProperty("last").GetString());

        clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal("2024-03-26", (await host.GetAsync("/api/market/price/NVDA")).Body.GetProperty("as_of").GetString());

        host.Put("NVDA.csv", Bars(new DateOnly(2024, 1, 1), 63), DateTime.UnixEpoch);
        var (status, body) = await host.GetAsync("/api/market/price/NVDA");
        Assert.Equal(400, status);
        Assert.Contains("can't use NVDA.csv: line 64: 2024-03-27 is in the future; the last completed session is 2024-03-26.", body.GetProperty("detail").GetString());
    }

    private async Task<decimal> Price(string symbol) => (await _host.GetAsync($"/api/market/price/{symbol}")).Body.GetProperty("price").GetDecimal();

    private async Task<int> Status(string symbol) => (await _host.GetAsync($"/api/market/price/{symbol}")).Status;

    private static string Bars(DateOnly from, int count, int close = 100)
    {
        var text = new StringBuilder("date,open,high,low,close,volume\n");
        for (var day = from; count > 0; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            text.Append($"{day:yyyy-MM-dd},{close},{close},{close},{close},1000\n");
            count--;
        }
        return text.ToString();
    }
}

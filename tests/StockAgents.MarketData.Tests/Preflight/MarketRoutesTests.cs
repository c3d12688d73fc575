using Microsoft.Extensions.Time.Testing;

namespace StockAgents.MarketData.Tests.Preflight;

public sealed class MarketRoutesTests : IAsyncLifetime
{
    private MarketDataHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await MarketDataHost.StartAsync(clock: new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero)));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_price_says_its_source_and_that_it_is_old()
    {
        var (status, body) = await _host.GetAsync("/api/market/price/MSFT");

        Assert.Equal(200, status);
        Assert.Equal((43.20m, -0.03m), (body.GetProperty("price").GetDecimal(), body.GetProperty("change").GetDecimal()));
        Assert.Equal(("snapshot", "2014-08-08", true), (body.GetProperty("source").GetString(), body.GetProperty("as_of").GetString(), body.GetProperty("stale").GetBoolean()));
    }

    [Theory]
    [InlineData("none", "48.3")]
    [InlineData("split", "24.15")]
    public async Task History_is_as_traded_or_adjusted_as_seen_on_its_last_day(string adjustment, string close)
    {
        var (_, body) = await _host.GetAsync($"/api/market/history/MSFT?from=2003-02-14&to=2003-02-18&adjustment={adjustment}");

        Assert.Equal(close, body.GetProperty("bars")[0].GetProperty("close").GetRawText().TrimEnd('0'));
        Assert.Equal(2, body.GetProperty("bars").GetArrayLength());
        Assert.False(body.GetProperty("provenance").GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task A_mainland_history_says_that_its_actions_are_unknown()
    {
        var (_, body) = await _host.GetAsync("/api/market/history/600000.SH?from=2017-05-01&to=2017-06-30");

        Assert.False(body.GetProperty("actions_known").GetBoolean());
        Assert.Equal("2017-05-25", body.GetProperty("suspected_ex_dates").EnumerateArray().Last().GetString());
    }

    [Fact]
    public async Task A_chart_goes_back_the_days_asked_for()
    {
        var (_, body) = await _host.GetAsync("/api/market/kline/600000.SH?days=7");

        Assert.Equal(["2024-09-12", "2024-09-13", "2024-09-18", "2024-09-19"], body.GetProperty("kline").EnumerateArray().Select(b => b.GetProperty("time").GetString()));
    }

    [Fact]
    public async Task The_sources_say_their_order_and_state()
    {
        await _host.GetAsync("/api/market/price/MSFT");

        var (_, body) = await _host.GetAsync("/api/market/sources");

        Assert.Equal(["files", "yahoo", "snapshot"], body.GetProperty("order").GetProperty("CN").EnumerateArray().Select(s => s.GetString()));
        Assert.Contains(body.GetProperty("sources").EnumerateArray(), s => s.GetProperty("name").GetString() == "yahoo" && s.GetProperty("state").GetString() == "is unreachable");
    }
}

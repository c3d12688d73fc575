using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Yahoo;
using StockAgents.TestKit;

namespace StockAgents.MarketData.Tests.Yahoo;

public sealed class YahooSourceTests : IAsyncLifetime
{
    private const string AppleAutumn2020 = "chart-AAPL-2020-08-31-to-2020-11-07.json";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 2, 20, 12, 0, 0, TimeSpan.Zero));
    private YahooServer _yahoo = null!;
    private MarketDataHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _yahoo = await YahooServer.StartAsync();
        _host = await MarketDataHost.StartAsync(_yahoo.Address, _clock, ("MarketData:Yahoo:KeepAnswerSeconds", "300"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _yahoo.DisposeAsync();
    }

    [Fact]
    public async Task A_recorded_reply_becomes_bars_with_their_split_and_dividend()
    {
        _yahoo.Body = Recorded(AppleAutumn2020);

        var bars = await Found("AAPL");

        Assert.Equal((new DateOnly(2020, 8, 31), new DateOnly(2020, 11, 6), 49), (bars.First, bars.Last, bars.Bars.Length));
        Assert.Equal((129.04m, 225_702_700m), (Math.Round(bars.Bars[0].Close, 2), bars.Bars[0].Volume));
        Assert.Equal([new CorporateAction(new(2020, 8, 31), 4, 0), new CorporateAction(new(2020, 11, 6), 1, 0.205m)], bars.Actions);
        Assert.Equal(("Apple Inc.", "NasdaqGS", "USD"), (bars.Instrument.Name, bars.Instrument.Exchange, bars.Instrument.Currency));
        var asked = Assert.Single(_yahoo.Asked);
        Assert.Equal("/v8/finance/chart/AAPL", asked.Path);
        Assert.Contains("interval=1d", asked.Query);
        Assert.Contains("events=div", asked.Query);
        Assert.StartsWith("Mozilla/5.0", asked.UserAgent);
    }

    [Fact]
    public async Task Prices_and_dividends_before_a_split_are_turned_back_into_what_was_traded()
    {
        // Two sessions around the 4:1 split of 2020-08-31, adjusted as Yahoo does; 499.23 was the last price before it.
        _yahoo.Body = Chart(
            [Open(2020, 8, 7), Open(2020, 8, 28), Open(2020, 8, 31)], [111.1125, 124.8075, 129.04], [198_045_600, 187_629_200, 225_702_700],
            """{"splits":{"1":{"date":1598880600,"numerator":4,"denominator":1}},"dividends":{"2":{"amount":0.205,"date":1598621400}}}""");

        var bars = await Found("AAPL");

        Assert.Equal([444.45m, 499.23m, 129.04m], bars.Bars.Select(b => b.Close));
        Assert.Equal(46_907_300m, bars.Bars[1].Volume);
        Assert.Equal([new CorporateAction(new(2020, 8, 28), 1, 0.82m), new CorporateAction(new(2020, 8, 31), 4, 0)], bars.Actions);
    }

    [Fact]
    public async Task Holes_repeats_phantom_bars_and_the_running_session_are_not_history()
    {
        _clock.Advance(TimeSpan.FromHours(4));
        _yahoo.Body = Chart(
            [Open(2025, 2, 13), Open(2025, 2, 14), Open(2025, 2, 18), Open(2025, 2, 19), Open(2025, 2, 19), Open(2025, 2, 20)],
            [100, null, 101, 102, 103, 104], [10, null, 0, 10, 11, 5], "null");

        var bars = await Found("AAPL");

        Assert.Equal([(new DateOnly(2025, 2, 13), 100m), (new DateOnly(2025, 2, 19), 103m)], bars.Bars.Select(b => (b.Date, b.Close)));
    }

    [Fact]
    public async Task A_hong_kong_session_keeps_its_own_date()
    {
        // 09:30 in Hong Kong is 01:30 UTC; a daily row is sometimes stamped at local midnight, still the day before in UTC.
        _yahoo.Body = Chart([new DateTimeOffset(2024, 5, 30, 16, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()], [368.4], [20_000_000], "null");

        Assert.Equal(new DateOnly(2024, 5, 31), (await Found("0700.HK")).Last);
        Assert.Equal("/v8/finance/chart/0700.HK", _yahoo.Asked[0].Path);
    }

    [Fact]
    public async Task Pence_become_pounds()
    {
        _yahoo.Body = Chart([Open(2024, 5, 30)], [250], [1000], "null", currency: "GBp");

        var bars = await Found("ULVR");

        Assert.Equal(("GBP", 2.50m), (bars.Instrument.Currency, bars.Bars[0].Close));
    }

    [Theory]
    [InlineData(404, """{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}""")]
    [InlineData(422, """{"chart":{"result":null,"error":{"code":"Unprocessable Entity","description":"Data doesn't exist for startDate"}}}""")]
    public async Task An_unknown_symbol_is_an_answer_and_is_kept(int status, string body)
    {
        (_yahoo.Status, _yahoo.Body) = (status, body);

        Assert.IsType<SourceAnswer.UnknownSymbol>(await Ask("ZZZZ"));
        Assert.IsType<SourceAnswer.UnknownSymbol>(await Ask("ZZZZ"));
        Assert.Single(_yahoo.Asked);
    }

    [Theory]
    [InlineData(200, "<html><body>Will be right back...</body></html>", nameof(OutageReason.ServerError))]
    [InlineData(429, "Too Many Requests", nameof(OutageReason.Throttled))]
    [InlineData(403, "Forbidden", nameof(OutageReason.Blocked))]
    [InlineData(401, """{"finance":{"error":{"code":"Unauthorized"}}}""", nameof(OutageReason.Blocked))]
    [InlineData(503, "", nameof(OutageReason.ServerError))]
    [InlineData(200, "", nameof(OutageReason.BadShape))]
    [InlineData(200, "[]", nameof(OutageReason.BadShape))]
    [InlineData(200, "null", nameof(OutageReason.BadShape))]
    [InlineData(200, """{"chart":{"result":[{"timestamp":["x"]}]}}""", nameof(OutageReason.BadShape))]
    [InlineData(200, """{"chart":{"result":[{"timestamp":[1598880600],"indicators":{"quote":[{}]}}]}}""", nameof(OutageReason.BadShape))]
    [InlineData(200, """{"chart":{"result":[{"timestamp":[1598880600,1598967000],"indicators":{"quote":[{"open":[1],"high":[1],"low":[1],"close":[1],"volume":[1]}]}}]}}""", nameof(OutageReason.BadShape))]
    [InlineData(200, """{"chart":{"result":[{"timestamp":[1598880600],"indicators":{"quote":[{"open":[1],"high":[1],"low":[2],"close":[1],"volume":[1]}]}}]}}""", nameof(OutageReason.BadShape))]
    public async Task An_outage_has_a_reason_and_is_never_an_exception(int status, string body, string reason)
    {
        (_yahoo.Status, _yahoo.Body) = (status, body);

        Assert.Equal(reason, Assert.IsType<SourceAnswer.Unavailable>(await Ask("AAPL")).Reason.ToString());
    }

    [Theory]
    [InlineData("chart-notimestamp-weird-quote.fake.json")]
    [InlineData("chart-notimestamp-quotes-length.fake.json")]
    [InlineData("chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m.json")]
    public async Task A_reply_without_timestamps_has_no_prices(string file)
    {
        _yahoo.Body = Recorded(file);

        Assert.IsType<SourceAnswer.UnknownSymbol>(await Ask("AAPL"));
    }

    [Fact]
    public async Task No_recorded_reply_makes_the_source_throw()
    {
        using var index = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("wire", "yahoo", "index.json")));
        var replies = index.RootElement.EnumerateArray().Where(r => r.GetProperty("file").GetString()!.EndsWith(".json", StringComparison.Ordinal)).ToList();
        foreach (var reply in replies)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            (_yahoo.Status, _yahoo.Body) = (reply.GetProperty("status").GetInt32(), Recorded(reply.GetProperty("file").GetString()!));
            Assert.NotNull(await Ask("AAPL"));
        }
        Assert.True(replies.Count > 20);
    }

    [Fact]
    public async Task An_outage_is_remembered_for_a_minute_for_all_symbols()
    {
        _yahoo.Status = 503;
        await Ask("AAPL");
        _clock.Advance(TimeSpan.FromSeconds(59));
        await Ask("NVDA");
        Assert.Single(_yahoo.Asked);

        _clock.Advance(TimeSpan.FromSeconds(2));
        (_yahoo.Status, _yahoo.Body) = (200, Recorded(AppleAutumn2020));
        Assert.IsType<SourceAnswer.Found>(await Ask("AAPL"));
    }

    [Theory]
    [InlineData("600519.SH", "600519.SS")]
    [InlineData("000001.SZ", "000001.SZ")]
    [InlineData("0700.HK", "0700.HK")]
    [InlineData("BRK.B", "BRK-B")]
    [InlineData("^GSPC", "^GSPC")]
    [InlineData("000300.SH", "000300.SS")]
    public void A_symbol_is_spelled_as_yahoo_does(string symbol, string spelling) => Assert.Equal(spelling, YahooSource.Spelling(Symbol.Parse(symbol)));

    private static string Recorded(string file) => File.ReadAllText(SharedData.PathOf("wire", "yahoo", file));

    private static long Open(int year, int month, int day) => new DateTimeOffset(year, month, day, 13, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private static string Chart(long[] times, double?[] prices, double?[] volumes, string events, string currency = "USD")
    {
        JsonArray Numbers(double?[] values) => new([.. values.Select(v => v is null ? null : JsonValue.Create(v.Value))]);
        var quote = new JsonObject { ["open"] = Numbers(prices), ["high"] = Numbers(prices), ["low"] = Numbers(prices), ["close"] = Numbers(prices), ["volume"] = Numbers(volumes) };
        return new JsonObject
        {
            ["chart"] = new JsonObject
            {
                ["result"] = new JsonArray(new JsonObject
                {
                    ["meta"] = new JsonObject { ["currency"] = currency },
                    ["timestamp"] = new JsonArray([.. times.Select(t => JsonValue.Create(t))]),
                    ["indicators"] = new JsonObject { ["quote"] = new JsonArray(quote) },
                    ["events"] = JsonNode.Parse(events),
                }),
                ["error"] = null,
            },
        }.ToJsonString();
    }

    private async Task<AsTradedBars> Found(string symbol) => Assert.IsType<SourceAnswer.Found>(await Ask(symbol)).Bars;

    private Task<SourceAnswer> Ask(string symbol) => _host.Services.GetServices<IBarSource>().Single(s => s.Name == "yahoo")
        .GetAsync(Symbol.Parse(symbol), TestContext.Current.CancellationToken);
}

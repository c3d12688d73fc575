using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace StockAgents.MarketData.Tests.Preflight;

public sealed class PreflightHttpTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 18, 0, 0, TimeSpan.Zero);
    private MarketDataHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await MarketDataHost.StartAsync(clock: new FakeTimeProvider(Now));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_bundled_symbol_without_a_date_stands_on_the_last_bar_of_the_snapshot()
    {
        var answer = await Ask("MSFT", null);

        Assert.Equal("2014-08-08", answer.GetProperty("as_of").GetString());
        Assert.Equal("Microsoft Corporation", answer.GetProperty("instrument").GetProperty("name").GetString());
        Assert.Equal("snapshot", answer.GetProperty("coverage").GetProperty("source").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("problem").ValueKind);
    }

    [Theory]
    [InlineData("600000.SS", "2024-05-31", "600000.SH")]
    [InlineData("000001", "2010-01-04", "000001.SZ")]
    [InlineData("^GSPC", "2020-04-17", "^GSPC")]
    public async Task Any_spelling_and_any_covered_session_is_ready(string symbol, string day, string canonical)
    {
        var answer = await Ask(symbol, day);

        Assert.Equal(day, answer.GetProperty("as_of").GetString());
        Assert.Equal(canonical, answer.GetProperty("instrument").GetProperty("symbol").GetString());
    }

    [Theory]
    [InlineData("MSFT", "2024-06-01", 400, "VALIDATION_ERROR", "2024-06-01 is a Saturday; the last session before it was 2024-05-31.")]
    [InlineData("MSFT", "2013-07-04", 400, "VALIDATION_ERROR", "a market holiday in US; the last session before it was 2013-07-03.")]
    [InlineData("MSFT", "2030-01-02", 400, "VALIDATION_ERROR", "is in the future; the last completed session of US is 2026-11-20.")]
    [InlineData("MSFT", "2026-11-23", 400, "VALIDATION_ERROR", "is not over; the last completed one is 2026-11-20.")]
    [InlineData("MSFT", "0001-01-01", 400, "VALIDATION_ERROR", "days go from 1902-01-01 to 2026-11-20, the last completed session of US.")]
    [InlineData("0700.HK", "1902-01-01", 400, "VALIDATION_ERROR", "the last session before it was 1901-12-31.")]
    [InlineData("MSFT", "9999-12-31", 400, "VALIDATION_ERROR", "is in the future; the last completed session of US is 2026-11-20.")]
    [InlineData("MSFT", "2015-01-05", 404, "DATA_NOT_FOUND", "yahoo is unreachable; snapshot has MSFT from 2000-01-03 to 2014-08-08.")]
    [InlineData("MSFT", "2000-01-10", 404, "DATA_NOT_FOUND", "the first usable day is 2000-02-15.")]
    [InlineData("NVDA", "2014-01-06", 404, "DATA_NOT_FOUND", "Bundled are MSFT, TXN, ^GSPC, 600000.SH, 000001.SZ, 000300.SH, 000001.SH; to add a symbol, put NVDA.csv")]
    [InlineData("0700.HK", null, 404, "DATA_NOT_FOUND", "No source has 0700.HK: files has no 0700.HK")]
    public async Task A_question_that_can_not_be_answered_says_what_would_work(string symbol, string? day, int status, string code, string sentence)
    {
        var problem = (await Ask(symbol, day)).GetProperty("problem");

        Assert.Equal((status, code), (problem.GetProperty("status").GetInt32(), problem.GetProperty("code").GetString()));
        Assert.Contains(sentence, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task The_same_question_has_the_same_answer_whether_yahoo_was_just_tried_or_is_remembered_as_away()
    {
        var first = await Ask("NVDA", "2014-01-06");
        var second = await Ask("NVDA", "2014-01-06");

        Assert.Equal(first.ToString(), second.ToString());
    }

    [Fact]
    public async Task Bundled_symbols_are_listed_once()
    {
        var detail = (await Ask("NVDA", "2014-01-06")).GetProperty("problem").GetProperty("detail").GetString()!;
        var (_, sources) = await _host.GetAsync("/api/market/sources");

        Assert.All([detail, sources.GetRawText()], text => Assert.Equal(2, text.Split("600000.SH").Length));
    }

    [Fact]
    public async Task A_day_on_which_a_share_was_suspended_names_its_last_bar_before()
    {
        // 2010-06-30 to 2010-09-01: 000001.SZ was suspended for its merger with Ping An's bank.
        var problem = (await Ask("000001.SZ", "2010-08-02")).GetProperty("problem");

        Assert.Contains("did not trade on 2010-08-02", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("/api/market/preflight/600519.SZ", "INVALID_SYMBOL")]
    [InlineData("/api/market/preflight/MSFT?as_of=yesterday", "VALIDATION_ERROR")]
    [InlineData("/api/market/evidence/%20", "INVALID_SYMBOL")]
    [InlineData("/api/market/evidence/MSFT?as_of=2014-02-30", "VALIDATION_ERROR")]
    [InlineData("/api/market/evidence/MSFT?as_of=2014-02-22", "VALIDATION_ERROR")]
    [InlineData("/api/market/history/MSFT?from=2014-01-02&to=2013-01-02", "VALIDATION_ERROR")]
    [InlineData("/api/market/history/MSFT?adjustment=1", "VALIDATION_ERROR")]
    [InlineData("/api/market/evidence/MSFT?as_of=0001-01-01", "VALIDATION_ERROR")]
    [InlineData("/api/market/evidence/0700.HK?as_of=1901-12-31", "VALIDATION_ERROR")]
    [InlineData("/api/market/evidence/MSFT?as_of=9999-12-31", "VALIDATION_ERROR")]
    [InlineData("/api/market/history/MSFT?from=0001-01-01", "VALIDATION_ERROR")]
    [InlineData("/api/market/history/MSFT?to=0001-01-01", "VALIDATION_ERROR")]
    [InlineData("/api/market/kline/MSFT?days=0", "VALIDATION_ERROR")]
    [InlineData("/api/market/kline/MSFT?days=x", "VALIDATION_ERROR")]
    public async Task A_malformed_request_is_answered_400_with_a_code_and_a_sentence(string path, string code)
    {
        var (status, body) = await _host.GetAsync(path);

        Assert.Equal((400, code), (status, body.GetProperty("code").GetString()));
        Assert.True(body.GetProperty("detail").GetString()!.Length > 15);
    }

    [Fact]
    public async Task With_yahoo_as_the_only_source_an_outage_is_a_502()
    {
        await using var host = await MarketDataHost.StartAsync(settings: ("MarketData:Sources:US", "yahoo"));

        var (status, body) = await host.GetAsync("/api/market/price/MSFT");

        Assert.Equal((502, "DATA_SOURCE_ERROR"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task An_unknown_source_name_stops_the_process_with_the_key()
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => MarketDataHost.StartAsync(settings: ("MarketData:Sources:HK", "files,bloomberg")));

        Assert.Contains("MarketData:Sources:HK", failure.Message);
    }

    private async Task<JsonElement> Ask(string symbol, string? day)
    {
        var (status, body) = await _host.GetAsync($"/api/market/preflight/{Uri.EscapeDataString(symbol)}" + (day is null ? "" : $"?as_of={day}"));
        Assert.Equal(200, status);
        return body;
    }
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.TestKit;

namespace StockAgents.MarketData.Tests.Gathering;

public sealed class EvidenceOverHttpTests : IAsyncLifetime
{
    private MarketDataHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await MarketDataHost.StartAsync(clock: new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 18, 0, 0, TimeSpan.Zero)));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("MSFT", "2003-02-18")]
    [InlineData("MSFT", "2008-10-10")]
    [InlineData("MSFT", "2014-08-08")]
    [InlineData("TXN", "2000-05-23")]
    [InlineData("^GSPC", "2020-03-16")]
    [InlineData("600000.SH", "2003-04-10")]
    [InlineData("600000.SH", "2024-09-19")]
    [InlineData("000001.SZ", "1993-06-15")]
    [InlineData("000300.SH", "2015-06-12")]
    [InlineData("000001.SH", "1998-01-12")]
    public async Task No_datum_is_later_than_the_day_or_known_after_its_close(string symbol, string day)
    {
        var asOf = DateOnly.ParseExact(day, "yyyy-MM-dd", null);

        var (status, body) = await _host.GetAsync($"/api/market/evidence/{Uri.EscapeDataString(symbol)}?as_of={day}");

        Assert.Equal(200, status);
        var evidence = body.Deserialize<EvidenceSet>(ContractJson.Options)!;
        Assert.Equal((asOf, asOf), (evidence.AsOf, evidence.Prices.AsOf));
        Assert.Equal("snapshot", evidence.Prices.Source);
        Assert.All(evidence.Sections.SelectMany(s => s.Points), p => Assert.True(p.AsOf <= asOf && DateOnly.FromDateTime(p.KnownAt.UtcDateTime) <= asOf, $"{p}"));
        Assert.All(evidence.Sections.SelectMany(s => s.Texts), t => Assert.True(t.Date <= asOf, $"{t}"));
    }

    [Fact]
    public async Task In_process_and_over_http_the_evidence_is_the_same_each_time()
    {
        var api = _host.Services.GetRequiredService<IMarketDataApi>();

        var direct = await api.GetEvidenceAsync(Symbol.Parse("MSFT"), new(2013, 6, 3), TestContext.Current.CancellationToken);
        var (_, remote) = await _host.GetAsync("/api/market/evidence/MSFT?as_of=2013-06-03");
        var (_, again) = await _host.GetAsync("/api/market/evidence/MSFT?as_of=2013-06-03");

        Assert.Equal(JsonSerializer.Serialize(direct, ContractJson.Options), remote.GetRawText());
        Assert.Equal(remote.GetRawText(), again.GetRawText());
        Assert.Contains(direct.Sections, s => s.Texts.Any(t => t.Kind == "downgrade"));
    }

    [Fact]
    public async Task Only_the_latest_day_of_an_old_source_is_called_stale_and_not_a_day_that_was_named()
    {
        var (_, latest) = await _host.GetAsync("/api/market/evidence/MSFT");
        var (_, named) = await _host.GetAsync("/api/market/evidence/MSFT?as_of=2014-08-08");
        var (_, preflight) = await _host.GetAsync("/api/market/preflight/MSFT");

        Assert.Equal("2014-08-08", latest.GetProperty("as_of").GetString());
        Assert.True(latest.GetProperty("prices").GetProperty("stale").GetBoolean());
        Assert.True(preflight.GetProperty("stale").GetBoolean());
        Assert.False(named.GetProperty("prices").GetProperty("stale").GetBoolean());
    }

    [Theory]
    [InlineData("2023-06-30", "")]
    [InlineData("2023-06-15", "")] // an ex-date
    [InlineData("2023-06-30", "2023-06-28")]
    [InlineData("2023-06-30", "2023-06-30")]
    [InlineData("2023-06-30", "2023-07-03")]
    public async Task The_evidence_of_a_day_does_not_depend_on_what_its_file_has_later(string day, string withoutAdjusted)
    {
        var lines = File.ReadAllLines(SharedData.PathOf("ohlcv", "KO.csv")).Select(l => withoutAdjusted.Length > 0 && l.StartsWith(withoutAdjusted, StringComparison.Ordinal) ? Blank(l) : l).ToArray();
        _host.Put("KO.csv", string.Join('\n', lines), DateTime.UnixEpoch);
        var (_, whole) = await _host.GetAsync($"/api/market/evidence/KO?as_of={day}");
        _host.Put("KO.csv", string.Join('\n', lines.TakeWhile((l, i) => i == 0 || string.CompareOrdinal(l[..10], day) <= 0)), DateTime.UnixEpoch);
        var (status, cut) = await _host.GetAsync($"/api/market/evidence/KO?as_of={day}");

        Assert.Equal(200, status);
        Assert.False(cut.GetProperty("prices").GetProperty("stale").GetBoolean());
        Assert.Equal(whole.GetRawText(), cut.GetRawText());
    }

    private static string Blank(string line)
    {
        var cells = line.Split(',');
        cells[5] = "";
        return string.Join(',', cells);
    }

    [Theory]
    [InlineData("600000.SH", "2017-06-30", "ex-dates on 2016-06-23, 2017-05-25.")]
    [InlineData("^GSPC", "2010-06-30", "is itself the benchmark")]
    [InlineData("000001.SZ", "1994-06-30", "No source has 000300.SH or 000001.SH on 1994-06-30.")]
    public async Task What_could_not_be_had_is_named_with_its_reason(string symbol, string day, string reason)
    {
        var (_, body) = await _host.GetAsync($"/api/market/evidence/{Uri.EscapeDataString(symbol)}?as_of={day}");

        Assert.Contains(body.Deserialize<EvidenceSet>(ContractJson.Options)!.Sections.SelectMany(s => s.Missing), m => m.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evidence_for_a_pair_that_is_not_ready_is_a_problem_and_in_process_its_status()
    {
        var (status, body) = await _host.GetAsync("/api/market/evidence/NVDA?as_of=2014-08-08");
        Assert.Equal((404, "DATA_NOT_FOUND"), (status, body.GetProperty("code").GetString()));

        var api = _host.Services.GetRequiredService<IMarketDataApi>();
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => api.GetEvidenceAsync(Symbol.Parse("NVDA"), new(2014, 8, 8), TestContext.Current.CancellationToken));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, failure.StatusCode);
    }
}

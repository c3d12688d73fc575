using System.Net;
using System.Text.Json;
using StockAgents.Gateway.Tests.Hosting;

namespace StockAgents.Gateway.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_two_megabytes_is_413(bool chunked)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/analyze/MSFT") { Content = new ByteArrayContent(new byte[2 * 1024 * 1024]) };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("VALIDATION_ERROR", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_within_the_limit_passes()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using var answer = await gateway.Client.PostAsync("/api/analyze/MSFT", new ByteArrayContent(new byte[1024 * 1024]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_path_segment_of_ten_thousand_characters_is_414_with_a_sentence()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using var answer = await gateway.Client.GetAsync("/api/analyze/" + new string('A', 10_000), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestUriTooLong, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Contains("8192", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(upstream.Seen);
    }

    [Theory]
    [InlineData(1, 40_000)]
    [InlineData(200, 10)]
    public async Task Too_many_header_bytes_are_431(int count, int length)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-Large-{i}: {new string('a', length)}\r\n"));

        var answer = await RawHttp.ExchangeAsync(gateway.Address, $"GET /api/analyze/MSFT HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{headers}\r\n");

        Assert.Equal(431, RawHttp.StatusOf(answer));
        Assert.Empty(upstream.Seen);
    }

    /// <summary>Framings on which a proxy and a server could disagree about where a request ends.</summary>
    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /api/admin/smuggled HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "2e\r\nGET /api/admin/smuggled HTTP/1.1\r\nHost: a\r\n\r\n\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 0\r\nContent-Length: 45\r\n", "GET /api/admin/smuggled HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\nGET /api/admin/smuggled HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n", "0\r\n\r\nGET /api/admin/smuggled HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "1;a\n0\r\nG\r\n0\r\n\r\nGET /api/admin/smuggled HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("Content-Length: +5\r\n", "helloGET /api/admin/smuggled HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("X: 1\r\n Transfer-Encoding: chunked\r\n", "0\r\n\r\nGET /api/admin/smuggled HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task No_framing_carries_a_request_past_the_gateway(string framing, string body)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        var answer = await RawHttp.ExchangeAsync(gateway.Address,
            $"POST /api/analyze/MSFT HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{framing}\r\n{body}");

        Assert.True(RawHttp.StatusOf(answer) is 200 or 400 or 501, answer);
        Assert.DoesNotContain(upstream.Seen, request => request.Target.Contains("smuggled", StringComparison.Ordinal));
        Assert.InRange(upstream.Seen.Count, 0, 1);
    }
}

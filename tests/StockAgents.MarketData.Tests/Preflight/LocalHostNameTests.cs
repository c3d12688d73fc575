using System.Net;
using StockAgents.ServiceDefaults.Identity.LocalUser;

namespace StockAgents.MarketData.Tests.Preflight;

public sealed class LocalHostNameTests : IAsyncLifetime
{
    private MarketDataHost _host = null!;

    public async ValueTask InitializeAsync() =>
        _host = await MarketDataHost.StartAsync(services: builder => builder.AddLocalUser(), pipeline: app => app.UseLocalHostNames());

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("192.168.1.20", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8000", HttpStatusCode.OK)]
    [InlineData("[::1]:8000", HttpStatusCode.OK)]
    public async Task A_name_that_dns_can_point_at_this_machine_reads_nothing(string host, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/market/price/MSFT") { Headers = { Host = host } };

        using var reply = await _host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, reply.StatusCode);
        var body = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(status is HttpStatusCode.OK ? "\"price\"" : "VALIDATION_ERROR", body, StringComparison.Ordinal);
    }
}

using System.Net;
using System.Text;
using StockAgents.Gateway.Tests.Hosting;

namespace StockAgents.Gateway.Tests;

public sealed class ForwardingTests
{
    [Theory]
    [InlineData("/api/analyze/MSFT")]
    [InlineData("/api/analyze/%5EGSPC?level=L2&note=a+b%2Bc%20d")]
    [InlineData("/api/analyze/^GSPC")]
    [InlineData("/api/market/a%2Fb%252Fc/")]
    [InlineData("/api/auth/%E8%82%A1%E7%A5%A8?q=%E8%82%A1")]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/api/admin/tasks?a=1&a=2&empty=")]
    public async Task Path_and_query_reach_the_service_byte_for_byte(string target)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        var answer = await RawHttp.ExchangeAsync(gateway.Address, $"GET {target} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");

        Assert.Equal(200, RawHttp.StatusOf(answer));
        Assert.Equal(target, Assert.Single(upstream.Seen).Target);
    }

    [Fact]
    public async Task Each_path_reaches_its_own_service()
    {
        await using var agents = await Upstream.StartAsync();
        await using var market = await Upstream.StartAsync();
        await using var auth = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(agents.Address, market.Address, auth.Address);

        foreach (var path in new[] { "/api/analyze/MSFT", "/api/admin/tasks", "/api/market/bars/MSFT", "/api/auth/me", "/.well-known/jwks.json" })
            Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);

        Assert.Equal(["/api/analyze/MSFT", "/api/admin/tasks"], agents.Seen.Select(request => request.Target));
        Assert.Equal(["/api/market/bars/MSFT"], market.Seen.Select(request => request.Target));
        Assert.Equal(["/api/auth/me", "/.well-known/jwks.json"], auth.Seen.Select(request => request.Target));
    }

    [Fact]
    public async Task Headers_that_claim_an_identity_or_an_origin_do_not_get_in()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/analyze/MSFT");
        foreach (var name in new[] { "X-User-Id", "x-user-role", "X-Auth-Subject", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "X-Real-IP", "X-Original-URL" })
            request.Headers.TryAddWithoutValidation(name, "forged");
        request.Headers.Authorization = new("Bearer", "token");
        request.Headers.Add("X-API-Key", "key");

        await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var seen = Assert.Single(upstream.Seen).Headers;
        Assert.DoesNotContain(seen, header => header.Value.Contains("forged", StringComparison.Ordinal));
        Assert.Equal(gateway.Address.Authority, seen["X-Forwarded-Host"]);
        Assert.Equal("http", seen["X-Forwarded-Proto"]);
        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"].Replace("::ffff:", "", StringComparison.Ordinal));
        Assert.Equal("Bearer token", seen["Authorization"]);
        Assert.Equal("key", seen["X-API-Key"]);
    }

    [Fact]
    public async Task An_event_arrives_before_the_next_one_is_sent()
    {
        var firstArrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await Upstream.StartAsync(app => app.MapGet("/api/analyze/stream/{id}", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("id: 1\ndata: first\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await firstArrived.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("id: 2\ndata: second\n\n", context.RequestAborted);
        }));
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using var answer = await gateway.Client.GetAsync("/api/analyze/stream/1", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), Encoding.UTF8);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("id: 1", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("data: first", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        firstArrived.SetResult();
        Assert.Equal("\nid: 2\ndata: second\n\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_service_learns_that_the_reader_of_its_events_has_gone()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await Upstream.StartAsync(app => app.MapGet("/api/analyze/stream/{id}", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("data: first\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        }));
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using (await gateway.Client.GetAsync("/api/analyze/stream/1", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_HEAD_request_stays_one()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/analyze/latest/MSFT");

        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("HEAD", Assert.Single(upstream.Seen).Method);
    }
}

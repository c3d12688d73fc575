using System.Net;
using System.Text.Json;
using StockAgents.Gateway.Tests.Hosting;

namespace StockAgents.Gateway.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task A_service_that_is_away_is_503_and_comes_back_by_itself()
    {
        var first = await Upstream.StartAsync();
        var port = first.Address.Port;
        await using var gateway = await TestGateway.StartAsync(first.Address);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway));
        await first.DisposeAsync();

        using var away = await gateway.Client.GetAsync("/api/analyze/MSFT", TestContext.Current.CancellationToken);
        var problem = await ProblemAsync(away);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Equal("1", Assert.Single(away.Headers.GetValues("Retry-After")));
        Assert.Equal("EXTERNAL_SERVICE_ERROR", problem.GetProperty("code").GetString());
        Assert.Equal("agents", problem.GetProperty("service").GetString());

        await using var second = await Upstream.StartAsync(port: port);
        await Eventually.BecomesAsync(() => StatusAsync(gateway), status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_service_that_is_away_does_not_touch_the_others_or_the_gateway_itself()
    {
        var lost = await Upstream.StartAsync();
        var address = lost.Address;
        await lost.DisposeAsync();
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(agents: address, upstream.Address, upstream.Address);

        await Eventually.BecomesAsync(() => StatusAsync(gateway), status => status == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, "/api/market/bars/MSFT"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, "/api/health/liveness"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, "/api/health/readiness"));
    }

    [Fact]
    public async Task A_service_that_falls_silent_is_504()
    {
        await using var upstream = await Upstream.StartAsync(app => app.MapGet("/api/analyze/slow", async (HttpContext context) =>
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)));
        await using var gateway = await TestGateway.StartAsync(upstream.Address, KeyValuePair.Create<string, string?>("Gateway:IdleTimeoutSeconds", "1"));

        using var answer = await gateway.Client.GetAsync("/api/analyze/slow", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal("EXTERNAL_SERVICE_ERROR", (await ProblemAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_service_that_hangs_up_is_502()
    {
        await using var upstream = await Upstream.StartAsync(app => app.MapGet("/api/analyze/closing", (HttpContext context) => context.Abort()));
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using var answer = await gateway.Client.GetAsync("/api/analyze/closing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("agents", (await ProblemAsync(answer)).GetProperty("service").GetString());
    }

    [Fact]
    public async Task An_error_of_a_service_passes_unchanged()
    {
        await using var upstream = await Upstream.StartAsync(app => app.MapGet("/api/analyze/bad", () =>
            Results.Problem(detail: "No such symbol.", statusCode: 422, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "INVALID_SYMBOL" })));
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using var answer = await gateway.Client.GetAsync("/api/analyze/bad", TestContext.Current.CancellationToken);

        var problem = await ProblemAsync(answer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("INVALID_SYMBOL", problem.GetProperty("code").GetString());
        Assert.Equal("No such symbol.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_unknown_route_is_404_with_a_sentence()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using var answer = await gateway.Client.GetAsync("/api/nothing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("/api/nothing", (await ProblemAsync(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(upstream.Seen);
    }

    private static async Task<HttpStatusCode> StatusAsync(RunningApp gateway, string path = "/api/analyze/MSFT")
    {
        using var answer = await gateway.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}

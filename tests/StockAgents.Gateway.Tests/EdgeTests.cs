using System.Net;
using System.Text.Json;
using StockAgents.Gateway.Tests.Hosting;
using StockAgents.ServiceDefaults;

namespace StockAgents.Gateway.Tests;

/// <summary>What every process answers alike, seen from outside (the gateway, Standalone and the services call the same two methods).</summary>
public sealed class EdgeTests
{
    [Theory]
    [InlineData("given-by.the_Caller-1", true)]
    [InlineData("has a space", false)]
    [InlineData("{\"forged\":\"line\"}", false)]
    public async Task A_sane_request_id_is_kept_and_anything_else_replaced(string sent, bool kept)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/analyze/MSFT");
        request.Headers.TryAddWithoutValidation("X-Request-ID", sent);

        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var echoed = Assert.Single(answer.Headers.GetValues("X-Request-ID"));
        Assert.Equal(kept, echoed == sent);
        Assert.True(kept || Guid.TryParse(echoed, out _));
        Assert.Equal(echoed, Assert.Single(upstream.Seen).Headers["X-Request-ID"]);
    }

    [Fact]
    public async Task A_service_that_echoes_the_request_id_does_not_double_it()
    {
        await using var service = await RunningApp.StartAsync(
            builder => builder.AddServiceDefaults(),
            app =>
            {
                app.MapServiceDefaults();
                app.MapGet("/api/analyze/{symbol}", (string symbol) => symbol);
            });
        await using var gateway = await TestGateway.StartAsync(service.Address);

        using var answer = await gateway.Client.GetAsync("/api/analyze/MSFT", TestContext.Current.CancellationToken);

        Assert.Single(answer.Headers.GetValues("X-Request-ID"));
    }

    [Theory]
    [InlineData("/health", "healthy")]
    [InlineData("/api/health", "healthy")]
    [InlineData("/api/health/", "healthy")]
    [InlineData("/api/health/liveness", "alive")]
    [InlineData("/api/health/readiness", "ready")]
    public async Task Probes_answer_GET_and_HEAD(string path, string status)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        var body = await gateway.Client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);
        using var head = await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestContext.Current.CancellationToken);

        Assert.Equal(status, body.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_root_says_what_this_is()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        var root = await gateway.Client.GetFromJsonAsync<JsonElement>("/", TestContext.Current.CancellationToken);

        Assert.Contains("StockAgents", root.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+$", root.GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_wrong_method_is_405_and_says_which_are_right()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using var answer = await gateway.Client.DeleteAsync("/health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Contains("GET", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(Assert.Single(answer.Headers.GetValues("X-Request-ID")), problem.GetProperty("request_id").GetString());
    }

    [Fact]
    public async Task Browsers_of_a_configured_origin_may_call_and_are_told_so_once()
    {
        await using var service = await RunningApp.StartAsync(
            builder =>
            {
                builder.Configuration["CORS_ORIGINS"] = "https://ui.example";
                builder.AddServiceDefaults();
            },
            app => app.MapGet("/api/analyze/{symbol}", (string symbol) => symbol));
        await using var gateway = await TestGateway.StartAsync(service.Address, KeyValuePair.Create<string, string?>("CORS_ORIGINS", "https://ui.example"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/analyze/MSFT");
        request.Headers.Add("Origin", "https://ui.example");
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/api/analyze/MSFT");
        foreign.Headers.Add("Origin", "https://elsewhere.example");

        using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using var refused = await gateway.Client.SendAsync(foreign, TestContext.Current.CancellationToken);

        Assert.Equal("https://ui.example", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
    }
}

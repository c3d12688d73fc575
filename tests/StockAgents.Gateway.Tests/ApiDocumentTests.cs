using System.Net;
using System.Text.Json;
using StockAgents.Gateway.Tests.Hosting;
using StockAgents.ServiceDefaults;

namespace StockAgents.Gateway.Tests;

public sealed class ApiDocumentTests
{
    private sealed record Ticket(string TaskId);

    private static class Other
    {
        internal sealed record Ticket(int TicketNumber);
    }

    [Fact]
    public async Task One_document_describes_all_services()
    {
        await using var agents = await ServiceAsync(app =>
        {
            app.MapPost("/api/analyze/{symbol}", (string symbol) => new Ticket(symbol));
            app.MapGet("/internal/secret", () => "not for outside");
        });
        await using var auth = await ServiceAsync(app => app.MapPost("/api/auth/login", () => new Other.Ticket(1)));
        await using var gateway = await TestGateway.StartAsync(agents.Address, agents.Address, auth.Address);

        var document = await gateway.Client.GetFromJsonAsync<JsonElement>("/api/openapi.json", TestContext.Current.CancellationToken);

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Contains("/api/analyze/{symbol}", paths);
        Assert.Contains("/api/auth/login", paths);
        Assert.Contains("/api/health/readiness", paths);
        Assert.DoesNotContain("/internal/secret", paths);
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.True(schemas.GetProperty("Ticket").GetProperty("properties").TryGetProperty("task_id", out _));
        Assert.True(schemas.GetProperty("auth_Ticket").GetProperty("properties").TryGetProperty("ticket_number", out _));
        Assert.Contains("#/components/schemas/auth_Ticket", document.GetProperty("paths").GetProperty("/api/auth/login").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_away_is_named_and_the_rest_described()
    {
        var lost = await Upstream.StartAsync();
        await lost.DisposeAsync();
        await using var agents = await ServiceAsync(app => app.MapGet("/api/analyze/history", () => new Ticket("a")));
        await using var gateway = await TestGateway.StartAsync(agents.Address, agents.Address, auth: lost.Address);

        var document = await gateway.Client.GetFromJsonAsync<JsonElement>("/api/openapi.json", TestContext.Current.CancellationToken);

        Assert.Contains("auth", document.GetProperty("info").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("paths").TryGetProperty("/api/analyze/history", out _));
    }

    [Fact]
    public async Task The_document_has_a_page_that_needs_no_other_host()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(upstream.Address);

        using var page = await gateway.Client.GetAsync("/docs", TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var script = await gateway.Client.GetAsync("/docs/swagger-ui-bundle.js", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
    }

    private static Task<RunningApp> ServiceAsync(Action<WebApplication> map) => RunningApp.StartAsync(
        builder => builder.AddServiceDefaults(),
        app =>
        {
            app.MapServiceDefaults();
            map(app);
        });
}

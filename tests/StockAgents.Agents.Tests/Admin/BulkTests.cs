using System.Text.Json;

namespace StockAgents.Agents.Tests.Admin;

[Collection<Deployments>]
public sealed class BulkTests(Servers servers)
{
    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task One_bad_symbol_spoils_only_its_own_item(Deployment deployment)
    {
        var market = new GatedMarket(open: true);
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment));
        var (status, body, _) = await host.SendAsync(
            HttpMethod.Post, "/api/analyze/bulk", user: 7, new { symbols = new[] { "MSFT", "no symbol", GatedMarket.Unknown, "600519.SS", "msft" }, analysis_level = "L2" });
        Assert.Equal((202, 3, 2), (status, body.GetProperty("accepted").GetInt32(), body.GetProperty("refused").GetInt32()));
        var items = body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["MSFT", "no symbol", GatedMarket.Unknown, "600519.SS", "msft"], items.Select(i => i.GetProperty("symbol").GetString()));
        Assert.Equal([null, "INVALID_SYMBOL", "DATA_NOT_FOUND", null, null], items.Select(i => i.GetProperty("problem") is { ValueKind: JsonValueKind.Object } p ? p.GetProperty("code").GetString() : null));
        var ids = items.Where(i => i.GetProperty("ticket").ValueKind is JsonValueKind.Object).Select(i => i.GetProperty("ticket").GetProperty("task_id").GetString()!).ToList();
        Assert.Equal(ids[0], ids[2]); // One symbol in two spellings is one analysis.
        Assert.Contains("policy", items[3].GetProperty("ticket").GetProperty("analysts").EnumerateArray().Select(a => a.GetString()));
        foreach (var id in ids.Distinct())
            Assert.Contains("event: analysis_complete", await host.FollowAsync(id, user: 7));
        Assert.Equal(2, market.Begun.Count);
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task The_same_key_returns_the_same_tickets_however_often_at_once(Deployment deployment)
    {
        await using var host = await AgentsHost.StartAsync(new GatedMarket(), await servers.ForAsync(deployment), worker: false);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            host.SendAsync(HttpMethod.Post, "/api/analyze/bulk", user: 7, new { symbols = new[] { "MSFT", "AAPL" } }, idempotencyKey: "k1")));
        Assert.All(answers, a => Assert.Equal(202, a.Status));
        Assert.Single(answers.Select(a => string.Join(' ', Ids(a.Body))).Distinct());
        Assert.Equal(2, (await host.AdminAsync(HttpMethod.Get, "/api/admin/tasks")).Body.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task Too_few_or_too_many_symbols_are_refused(int count)
    {
        await using var host = await AgentsHost.StartAsync(new GatedMarket(), worker: false);
        var (status, body, _) = await host.SendAsync(HttpMethod.Post, "/api/analyze/bulk", user: 7, new { symbols = Enumerable.Repeat("MSFT", count) });
        Assert.Equal((400, "VALIDATION_ERROR"), (status, body.GetProperty("code").GetString()));
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task Over_a_limit_a_submit_is_refused_with_the_time_to_come_back(Deployment deployment)
    {
        var market = new GatedMarket();
        await using var host = await AgentsHost.StartAsync(
            market, await servers.ForAsync(deployment), settings: [("Queue:MaxOpenRuns", "5"), ("Queue:MaxOpenRunsPerUser", "3")]);
        await host.SubmitAsync("MSFT", user: 7);
        await host.SubmitAsync("AAPL", user: 7);
        ShouldBeFull(await host.SendAsync(HttpMethod.Post, "/api/analyze/bulk", user: 7, new { symbols = new[] { "IBM", "GE" } }));
        await host.SubmitAsync("IBM", user: 7);
        ShouldBeFull(await host.SendAsync(HttpMethod.Post, "/api/analyze/GE", user: 7)); // Three of the user's own.
        await host.SubmitAsync("IBM", user: 8);
        await host.SubmitAsync("GE", user: 8);
        ShouldBeFull(await host.SendAsync(HttpMethod.Post, "/api/analyze/GE", user: 9)); // Five of all.

        market.Release(1);
        await AgentsHost.UntilAsync(async () => (await host.SendAsync(HttpMethod.Post, "/api/analyze/GE", user: 9)).Status, s => s == 202);
    }

    private static void ShouldBeFull((int Status, JsonElement Body, System.Net.Http.Headers.HttpResponseHeaders Headers) answer)
    {
        Assert.Equal((429, "RATE_LIMIT_ERROR"), (answer.Status, answer.Body.GetProperty("code").GetString()));
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    private static IEnumerable<string?> Ids(JsonElement body) =>
        body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("ticket").GetProperty("task_id").GetString());
}

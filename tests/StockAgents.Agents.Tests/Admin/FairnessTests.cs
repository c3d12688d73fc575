using Microsoft.Extensions.DependencyInjection;
using StockAgents.Agents.Queue;
using StockAgents.TestKit;

namespace StockAgents.Agents.Tests.Admin;

[Collection<Deployments>]
public sealed class FairnessTests(Servers servers)
{
    private const int Wall = 120;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task A_single_run_waits_for_one_slot_behind_a_wall_of_somebody_elses(Deployment deployment)
    {
        var market = new GatedMarket();
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment), settings: ("Worker:ConcurrentRuns", "1"));
        Assert.InRange(await PlaceOfSingleAsync(host, market), 1, 2); // Behind the one that runs and the one that waits.
        market.Release(Wall);
        await HasEndedAsync(host);
        Assert.Equal(Wall + 1, market.Begun.Count);
        Assert.Equal(Wall + 1, market.Begun.Distinct().Count());
    }

    /// <summary>The same rig without the protection: it can tell the difference.</summary>
    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task Without_the_window_it_waits_for_the_whole_wall(Deployment deployment)
    {
        var market = new GatedMarket();
        await using var host = await AgentsHost.StartAsync(
            market, await servers.ForAsync(deployment), settings: [("Worker:ConcurrentRuns", "1"), ("Queue:WaitingPerLane", "0")]);
        Assert.Equal(Wall, await PlaceOfSingleAsync(host, market));
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task A_quick_scan_passes_its_owners_own_wall_of_full_analyses(Deployment deployment)
    {
        var market = new GatedMarket();
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment), settings: ("Worker:ConcurrentRuns", "1"));
        await BulkAsync(host, user: 7, Wall, "L2");
        await host.SubmitAsync("ZZZ", user: 7, level: "L1");
        Assert.InRange(await PlaceAsync(market, "ZZZ", Wall), 1, 2);
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task A_backlog_fills_every_slot_that_is_free(Deployment deployment)
    {
        var market = new GatedMarket();
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment), settings: ("Worker:ConcurrentRuns", "50"));
        await BulkAsync(host, user: 7, Wall, "L1");
        for (var i = 0; i < 50; i++)
            await market.NextBegunAsync(); // Nothing is released: all fifty are in hand at once.
        var (_, tasks, _) = await host.AdminAsync(HttpMethod.Get, "/api/admin/tasks?status=running");
        Assert.Equal(50, tasks.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_flush_of_Redis_and_a_restart_lose_nothing_of_a_backlog_and_do_not_let_it_out()
    {
        var deployment = await servers.ForAsync(Deployment.Distributed);
        await using (var accepting = await AgentsHost.StartAsync(new GatedMarket(), deployment, worker: false))
        {
            await BulkAsync(accepting, user: 7, Wall, "L1");
            Assert.Equal(1, (await accepting.Services.GetRequiredService<IAnalysisQueue>().CountAsync(Token)).Depth);
            await FlushAsync(deployment!.Value.Redis);
            // The sweeper's roll call brings back what belongs into the queue, and only that.
            await AgentsHost.UntilAsync(() => accepting.Services.GetRequiredService<IAnalysisQueue>().CountAsync(Token), c => c.Depth > 0);
            Assert.Equal(1, (await accepting.Services.GetRequiredService<IAnalysisQueue>().CountAsync(Token)).Depth);
        }

        var market = new GatedMarket(open: true);
        await using var host = await AgentsHost.StartAsync(market, deployment);
        await HasEndedAsync(host);
        Assert.Equal(Wall, market.Begun.Count);
        Assert.Equal(Wall, market.Begun.Distinct().Count());
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task Singles_of_one_user_at_once_all_end_and_each_runs_once(Deployment deployment)
    {
        var market = new GatedMarket(open: true);
        await using var host = await AgentsHost.StartAsync(market, await servers.ForAsync(deployment), settings: ("Worker:ConcurrentRuns", "4"));
        await Task.WhenAll(Symbols(60).Select(symbol => host.SubmitAsync(symbol, user: 7)));
        await HasEndedAsync(host);
        Assert.Equal(60, market.Begun.Count);
        Assert.Equal(60, market.Begun.Distinct().Count());
    }

    /// <summary>How many runs began before the other user's single one, on one slot.</summary>
    private static async Task<int> PlaceOfSingleAsync(AgentsHost host, GatedMarket market)
    {
        await BulkAsync(host, user: 7, Wall, "L1");
        await host.SubmitAsync("ZZZ", user: 8, level: "L2");
        return await PlaceAsync(market, "ZZZ", Wall);
    }

    private static async Task<int> PlaceAsync(GatedMarket market, string symbol, int wall)
    {
        for (var begun = 1; begun <= wall + 1; begun++)
        {
            await market.NextBegunAsync();
            if (market.Begun.Contains(symbol))
                return begun - 1;
            market.Release(1);
        }
        return wall + 1;
    }

    private static async Task BulkAsync(AgentsHost host, int user, int count, string level)
    {
        var (status, body, _) = await host.SendAsync(HttpMethod.Post, "/api/analyze/bulk", user, new { symbols = Symbols(count), analysis_level = level });
        Assert.True(status == 202, $"{status} {body}");
        Assert.Equal(count, body.GetProperty("accepted").GetInt32());
    }

    private static string[] Symbols(int count) => [.. Enumerable.Range(0, count).Select(i => $"{(char)('A' + i / 26)}{(char)('A' + i % 26)}Q")];

    private static Task HasEndedAsync(AgentsHost host) => AgentsHost.UntilAsync(
        async () => (await host.AdminAsync(HttpMethod.Get, "/api/admin/tasks?limit=1")).Body.GetProperty("total").GetInt32(), total => total == 0);

    private static async Task FlushAsync(RedisServer redis)
    {
        await using var connection = await redis.ConnectAsync();
        await connection.GetServers()[0].FlushDatabaseAsync();
    }
}

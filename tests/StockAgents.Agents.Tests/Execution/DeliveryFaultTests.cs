using StockAgents.Contracts.Analysis;
using StockAgents.TestKit;

namespace StockAgents.Agents.Tests.Execution;

/// <summary>What Redis does to the way of a run: nothing but time.</summary>
public sealed class DeliveryFaultTests(PostgresServer postgres, RedisServer redis) : IClassFixture<PostgresServer>, IClassFixture<RedisServer>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flushed_Redis_loses_no_waiting_run()
    {
        var database = await DatabaseAsync();
        await using var api = await AgentsApp.StartAsync(database, redis.ConnectionString, "api", worker: false);
        var taskIds = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.SubmitAsync("L1")));
        await using (var connection = await redis.ConnectAsync())
            await connection.GetServers()[0].FlushDatabaseAsync();
        await using var worker = await AgentsApp.StartAsync(database, redis.ConnectionString);
        foreach (var taskId in taskIds)
            RunLedger.AssertWhole(await api.FollowAsync(taskId), AnalysisEvents.Complete);
        Assert.Equal(20, worker.Market.Fetches);
    }

    [Fact]
    public async Task A_run_accepted_while_Redis_is_away_is_executed_when_it_is_back_by_a_worker_that_waited()
    {
        var database = await DatabaseAsync();
        await using var app = await AgentsApp.StartAsync(database, redis.ConnectionString);
        RunLedger.AssertWhole(await app.FollowAsync(await app.SubmitAsync("L1")), AnalysisEvents.Complete);
        await redis.KillAsync();
        var taskId = await app.SubmitAsync("L1");
        await redis.StartAsync();
        RunLedger.AssertWhole(await app.FollowAsync(taskId), AnalysisEvents.Complete);
    }

    private async Task<string> DatabaseAsync()
    {
        redis.Require();
        await using var connection = await redis.ConnectAsync();
        await connection.GetServers()[0].FlushDatabaseAsync();
        return await postgres.CreateDatabaseAsync(Token);
    }
}

using Npgsql;
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

    [Fact]
    public async Task A_rules_analysis_costs_three_commits_and_at_most_ten_row_writes()
    {
        var database = await DatabaseAsync();
        await using var app = await AgentsApp.StartAsync(database, redis.ConnectionString);
        for (var warm = 0; warm < 5; warm++)
            await app.FollowAsync(await app.SubmitAsync()); // Code that is still being compiled stretches a run over many moments.
        var taskId = await app.SubmitAsync();
        await app.FollowAsync(taskId);
        await using var source = NpgsqlDataSource.Create(database);
        // Each row carries the transaction that wrote it last; what was updated before shows in the fence (lease) and the events.
        await using var rows = source.CreateCommand(
            """
            SELECT (SELECT count(DISTINCT xmin::text) FROM (SELECT xmin FROM agents.event_chunks WHERE task_id = $1 UNION ALL SELECT xmin FROM agents.reports WHERE task_id = $1 UNION ALL SELECT xmin FROM agents.runs WHERE task_id = $1) written),
                   (SELECT count(*) FROM agents.event_chunks WHERE task_id = $1), (SELECT count(*) FROM agents.steps), (SELECT fence FROM agents.runs WHERE task_id = $1)
            """);
        rows.Parameters.AddWithValue(taskId);
        await using var row = await rows.ExecuteReaderAsync(Token);
        Assert.True(await row.ReadAsync(Token));
        var (writing, chunks, steps, leases) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
        Assert.Equal((0, 1), (steps, leases));
        // Accept, (events in between,) end: one commit each, and one for the lease.
        Assert.InRange(writing + leases, 3, 4);
        // Accept: run and events. Lease: run. Events in between: run and events. End: run, report, events.
        Assert.InRange(2 + leases + 2 * (chunks - 2) + 3, 6, 10);
        TestContext.Current.TestOutputHelper!.WriteLine($"commits {writing + leases}, rows {2 + leases + 2 * (chunks - 2) + 3}");
    }

    private async Task<string> DatabaseAsync()
    {
        redis.Require();
        await using var connection = await redis.ConnectAsync();
        await connection.GetServers()[0].FlushDatabaseAsync();
        return await postgres.CreateDatabaseAsync(Token);
    }
}

using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StockAgents.Agents.Data;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Queue;

/// <summary>
/// Runs that were accepted and wait outside the queue, a line for each lane. The queue is first come, first served; by keeping
/// all but the head of each line out of it, a lane that has a thousand runs stands in it like one that has a single run
/// (ADR "Fair queueing").
/// </summary>
internal sealed class Backlog(IDbContextFactory<AgentsDb> contexts, IAnalysisQueue queue, SqlDialect sql, IOptions<QueueOptions> options, TimeProvider time)
{
    private readonly int _waitingPerLane = options.Value.WaitingPerLane;
    private readonly ConcurrentDictionary<string, byte> _entering = new();

    /// <summary>False when every run goes straight into the queue.</summary>
    public bool IsOn => _waitingPerLane > 0;

    public static string LaneOf(int? userId, AnalysisLevel level, bool bulk) => $"{userId}:{level}:{(bulk ? "bulk" : "single")}";

    /// <summary>
    /// Stores a run that is made with the answer to "does it have to wait outside?". Of two submits to one lane at the same
    /// moment the second one waits.
    /// </summary>
    public async Task<T> EnterAsync<T>(string lane, Func<bool, Task<T>> store, CancellationToken cancellationToken)
    {
        if (!IsOn)
            return await store(false);
        if (!_entering.TryAdd(lane, 0))
            return await store(true);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var waiting = await db.Runs.Where(r => r.Lane == lane && r.Status == RunStatus.Pending && !r.Deferred).Take(_waitingPerLane).CountAsync(cancellationToken);
            return await store(waiting >= _waitingPerLane);
        }
        finally
        {
            _entering.TryRemove(lane, out _);
        }
    }

    /// <summary>Brings runs of the lane into the queue until as many wait there as are allowed to; the oldest first.</summary>
    /// <param name="wanted">How many may wait there; no less than <see cref="QueueOptions.WaitingPerLane"/> do.</param>
    public async Task FeedAsync(string lane, int wanted, CancellationToken cancellationToken)
    {
        // Of two that do this at once the second waits for the first one's rows and finds them no longer deferred.
        var statement = $$"""
            UPDATE {{sql.Runs}} SET deferred = false, updated_at = {{sql.Now}} WHERE deferred AND status = 'pending' AND id IN (
              SELECT id FROM {{sql.Runs}} WHERE lane = {0} AND deferred AND status = 'pending' ORDER BY id LIMIT {1}) RETURNING *
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Runs.CountAsync(r => r.Lane == lane && r.Status == RunStatus.Pending && !r.Deferred, cancellationToken);
        var missing = Math.Max(wanted, _waitingPerLane) - waiting;
        if (missing <= 0)
            return;
        var fed = await db.Runs.FromSqlRaw(statement, lane, missing).AsNoTracking().ToListAsync(cancellationToken);
        if (fed.Count > 0)
            await queue.EnqueueAsync([.. fed.OrderBy(r => r.Id).Select(r => QueueMessage.For(RunStore.SpecOf(r), time.GetUtcNow()))], cancellationToken);
    }

    /// <summary>Shares free slots among all lanes that have a backlog; with none free the head of each line still enters.</summary>
    /// <returns>Whether there was a backlog.</returns>
    public async Task<bool> FeedAllAsync(int free, CancellationToken cancellationToken)
    {
        var lanes = await LanesAsync(cancellationToken);
        foreach (var lane in lanes)
            await FeedAsync(lane, (free + lanes.Count - 1) / lanes.Count, cancellationToken);
        return lanes.Count > 0;
    }

    /// <summary>Steps from lane to lane through the index: the cost is that of the lanes, not of the runs in them.</summary>
    private async Task<List<string>> LanesAsync(CancellationToken cancellationToken)
    {
        var statement = $"""
            WITH RECURSIVE lanes(lane) AS (
              SELECT min(lane) FROM {sql.Runs} WHERE deferred AND status = 'pending'
              UNION ALL
              SELECT (SELECT min(r.lane) FROM {sql.Runs} r WHERE r.deferred AND r.status = 'pending' AND r.lane > lanes.lane) FROM lanes WHERE lanes.lane IS NOT NULL)
            SELECT lane AS "Value" FROM lanes WHERE lane IS NOT NULL
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.SqlQueryRaw<string>(statement).ToListAsync(cancellationToken);
    }
}

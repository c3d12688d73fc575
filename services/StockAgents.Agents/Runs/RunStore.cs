using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Runs;

/// <summary>Leases on runs, and what workers and the sweeper ask about them. Writes about a held run go through <see cref="RunWriter"/>.</summary>
internal sealed class RunStore(IDbContextFactory<AgentsDb> contexts, SqlDialect sql)
{
    /// <summary>
    /// Takes the lease of each run that is free: pending, due for a retry, or abandoned by a worker whose lease has passed.
    /// Runs that are finished, held or not due are left out.
    /// </summary>
    public async Task<IReadOnlyList<RunLease>> TakeLeasesAsync(IReadOnlyList<string> taskIds, string worker, TimeSpan lease, CancellationToken cancellationToken)
    {
        var statement = $$"""
            UPDATE {{sql.Runs}} SET status = 'running', fence = fence + 1, attempt = attempt + 1, worker = {0}, lease_until = {{sql.NowPlus(lease)}},
              started_at = COALESCE(started_at, {{sql.Now}}), updated_at = {{sql.Now}}, not_before = NULL
            WHERE {{sql.InJsonArray("task_id", "{1}")}} AND ({{Free}}) RETURNING *
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var taken = await db.Runs.FromSqlRaw(statement, worker, JsonSerializer.Serialize(taskIds)).AsNoTracking().ToListAsync(cancellationToken);
        return [.. taken.Select(run => new RunLease(SpecOf(run), run.Fence, run.Attempt, run.LastEvent, run.Progress, run.CancelRequested, worker, run.CreatedAt, run.TraceParent))];
    }

    /// <summary>Prolongs the leases that are still this process's; what is missing from the answer was lost.</summary>
    /// <returns>Task id and whether its cancellation was asked for.</returns>
    public async Task<IReadOnlyDictionary<string, bool>> RenewAsync(IReadOnlyCollection<RunLease> leases, TimeSpan lease, CancellationToken cancellationToken)
    {
        var held = leases.ToDictionary(l => l.Spec.TaskId, l => l.Fence);
        var statement = $$"""
            UPDATE {{sql.Runs}} SET lease_until = {{sql.NowPlus(lease)}}
            WHERE {{sql.InJsonArray("task_id", "{0}")}} AND worker = {1} AND status = 'running' RETURNING *
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var renewed = await db.Runs.FromSqlRaw(statement, JsonSerializer.Serialize(held.Keys), leases.First().Worker).AsNoTracking().ToListAsync(cancellationToken);
        return renewed.Where(r => held[r.TaskId] == r.Fence).ToDictionary(r => r.TaskId, r => r.CancelRequested);
    }

    /// <summary>The journaled result of a step, or null.</summary>
    public async Task<string?> FindStepAsync(string taskId, string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<JournalStep>().Where(s => s.TaskId == taskId && s.Key == key).Select(s => s.Result).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Everything the attempts before have journaled, by key.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadStepsAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<JournalStep>().Where(s => s.TaskId == taskId).ToDictionaryAsync(s => s.Key, s => s.Result, cancellationToken);
    }

    /// <summary>Those of the runs that wait for a worker.</summary>
    public async Task<IReadOnlyList<RunSpec>> WaitingAsync(IReadOnlyCollection<string> taskIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Runs.AsNoTracking().Where(r => r.Status == RunStatus.Pending && taskIds.Contains(r.TaskId)).ToListAsync(cancellationToken);
        return [.. waiting.Select(SpecOf)];
    }

    /// <summary>
    /// Open runs whose worker is gone or whose pause is over; they become pending and belong in the queue. The fence grows
    /// here already: a worker that was only paused must not write into the gap before the next one takes the run.
    /// </summary>
    public async Task<IReadOnlyList<RunSpec>> ReleaseOverdueAsync(int most, CancellationToken cancellationToken)
    {
        var statement = $$"""
            UPDATE {{sql.Runs}} SET status = 'pending', fence = fence + 1, lease_until = NULL, not_before = NULL, updated_at = {{sql.Now}}
            WHERE id IN (SELECT id FROM {{sql.Runs}} WHERE (status = 'running' AND lease_until < {{sql.Now}}) OR (status = 'retrying' AND not_before <= {{sql.Now}}) ORDER BY id LIMIT {0})
              AND ({{Free}}) RETURNING *
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var released = await db.Runs.FromSqlRaw(statement, most).AsNoTracking().ToListAsync(cancellationToken);
        return [.. released.Select(SpecOf)];
    }

    /// <summary>How many runs are open and should have an entry in the queue.</summary>
    public async Task<int> CountOpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Runs.CountAsync(r => (r.Status == RunStatus.Pending && !r.Deferred) || r.Status == RunStatus.Running, cancellationToken);
    }

    /// <summary>Pending runs that are not kept in the backlog, in the order of their acceptance, after <paramref name="afterId"/>.</summary>
    public async Task<IReadOnlyList<(long Id, RunSpec Spec)>> PendingAsync(long afterId, int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await db.Runs.AsNoTracking().Where(r => r.Status == RunStatus.Pending && !r.Deferred && r.Id > afterId).OrderBy(r => r.Id).Take(most).ToListAsync(cancellationToken);
        return [.. page.Select(r => (r.Id, SpecOf(r)))];
    }

    /// <summary>Takes or keeps a duty that one process at a time does; false while another holds it.</summary>
    public async Task<bool> HoldDutyAsync(string name, string holder, TimeSpan span, CancellationToken cancellationToken)
    {
        var statement = $$"""
            INSERT INTO {{sql.Duties}} AS d (name, holder, until) VALUES ({0}, {1}, {{sql.NowPlus(span)}})
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE d.holder = excluded.holder OR d.until < {{sql.Now}}
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.ExecuteSqlRawAsync(statement, [name, holder], cancellationToken) > 0;
    }

    public static RunSpec SpecOf(Run run) => new(
        run.TaskId, Symbol.Parse(run.Symbol), run.TradeDate, run.Level, run.UsePlanner, run.Analysts.Split(','), run.Language, run.UserId);

    private string Free =>
        $"status = 'pending' OR (status = 'retrying' AND not_before <= {sql.Now}) OR (status = 'running' AND (lease_until IS NULL OR lease_until < {sql.Now}))";
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;
using StockAgents.Agents.Data;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Workers;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.Agents.Admin;

/// <summary>What is going on: active runs of every user, who works on them, and how full the queue is.</summary>
internal static class Tasks
{
    private static readonly RunStatus[] Active = [RunStatus.Pending, RunStatus.Running, RunStatus.Retrying];

    /// <summary>A page of the active runs, newest first. <c>next_cursor</c> is there when more follow.</summary>
    public static async Task<Results<Ok<AdminTasks>, ProblemHttpResult>> ListAsync(
        IDbContextFactory<AgentsDb> contexts, WorkerRegistry workers, IAnalysisQueue queue, CancellationToken cancellationToken,
        string? status = null, int limit = 100, long? cursor = null)
    {
        RunStatus wanted = default;
        if (status is not null && !(WireEnum<RunStatus>.TryParse(status, out wanted) && Active.Contains(wanted)))
            return Invalid($"'{status}' is not the status of an active task; there are pending, running and retrying.");
        if (limit is < 1 or > 500)
            return Invalid("limit must be 1 to 500.");

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = db.Runs.AsNoTracking();
        open = status is null
            ? open.Where(r => r.Status == RunStatus.Pending || r.Status == RunStatus.Running || r.Status == RunStatus.Retrying)
            : open.Where(r => r.Status == wanted);
        var page = cursor is null ? open : open.Where(r => r.Id < cursor);
        var rows = await page.OrderByDescending(r => r.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var total = await open.CountAsync(cancellationToken);
        var deferred = await db.Runs.LongCountAsync(r => r.Deferred && r.Status == RunStatus.Pending, cancellationToken);
        return TypedResults.Ok(new AdminTasks(
            [.. rows.Take(limit).Select(TaskOf)],
            total,
            rows.Count > limit ? rows[limit - 1].Id : null,
            [.. (await workers.ListAsync(cancellationToken)).Select(w => new AdminWorker(w.Name, w.Host, w.StartedAt, w.LastHeartbeat, w.Running, w.Capacity))],
            await CountAsync(queue, deferred, cancellationToken)));
    }

    /// <summary>The rest of the page is most wanted when Redis is away.</summary>
    private static async Task<AdminQueue?> CountAsync(IAnalysisQueue queue, long deferred, CancellationToken cancellationToken)
    {
        try
        {
            var counts = await queue.CountAsync(cancellationToken);
            return new AdminQueue(counts.Depth, counts.Pending, counts.Dead, deferred);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Invalid(string detail) =>
        Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, detail);

    private static AdminTask TaskOf(Run run) => new()
    {
        TaskId = run.TaskId,
        Symbol = Symbol.Parse(run.Symbol),
        Status = run.Status,
        Progress = run.Progress,
        CurrentStage = run.CurrentStage,
        AnalysisLevel = run.Level,
        UsePlanner = run.UsePlanner,
        Worker = run.Worker,
        Attempt = run.Attempt,
        UserId = run.UserId,
        CreatedAt = run.CreatedAt,
        UpdatedAt = run.UpdatedAt,
    };
}

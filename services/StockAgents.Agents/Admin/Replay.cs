using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;
using StockAgents.Agents.Data;
using StockAgents.Agents.Events;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Admin;

/// <summary>Opens a failed run again.</summary>
internal sealed partial class Replay(IDbContextFactory<AgentsDb> contexts, IAnalysisQueue queue, IEventFeed feed, TimeProvider time, ILogger<Replay> logger)
{
    /// <returns>Null when the run waits again, else why it does not.</returns>
    public async Task<string?> BeginAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.Runs.AsNoTracking().FirstOrDefaultAsync(r => r.TaskId == taskId, cancellationToken);
        if (run is null)
            return $"Task '{taskId}' is not known; its letter was removed.";
        if (run.Status is not RunStatus.Failed || !await ReopenAsync(db, run, cancellationToken))
            return $"Task '{taskId}' was not failed any more; its letter was removed.";
        await EnqueueAsync(run, cancellationToken);
        LogReplayed(logger, taskId);
        return null;
    }

    /// <summary>The fencing number is the guard: of several replays at once one raises it, and a late write of the failed attempt is refused.</summary>
    private async Task<bool> ReopenAsync(AgentsDb db, Run run, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var replayed = new EventBatch(
            [new RunEvent(run.LastEvent + 1, AnalysisEvents.Progress, JsonSerializer.SerializeToElement(
                new StageEvent("Replayed", "pending", "completed", "The analysis was taken up again by an operator.", 0), ContractJson.Options))], 0, "pending");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var reopened = await db.Runs.Where(r => r.TaskId == run.TaskId && r.Fence == run.Fence && r.Status == RunStatus.Failed)
            .ExecuteUpdateAsync(set => set
                .SetProperty(r => r.Status, RunStatus.Pending).SetProperty(r => r.Fence, run.Fence + 1).SetProperty(r => r.Attempt, 0)
                .SetProperty(r => r.Progress, 0).SetProperty(r => r.CurrentStage, "pending").SetProperty(r => r.LastEvent, replayed.Last)
                .SetProperty(r => r.Outcome, (AnalysisOutcome?)null).SetProperty(r => r.ErrorMessage, (string?)null)
                .SetProperty(r => r.CancelRequested, false).SetProperty(r => r.Deferred, false)
                .SetProperty(r => r.UpdatedAt, now).SetProperty(r => r.FinishedAt, (DateTimeOffset?)null), cancellationToken);
        if (reopened == 0)
            return false;
        db.Add(new EventChunk { TaskId = run.TaskId, FirstEvent = replayed.First, LastEvent = replayed.Last, Events = replayed.Json });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(run.TaskId, replayed);
        return true;
    }

    private async Task EnqueueAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            await queue.EnqueueAsync([QueueMessage.For(RunStore.SpecOf(run), time.GetUtcNow())], cancellationToken);
        }
        catch (Exception e) when (e is RedisException || Failures.IsTransient(e))
        {
            LogNotEnqueued(logger, run.TaskId, e.Message); // The stored run is enough: the sweeper finds it.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "analysis {TaskId} is taken up again from its dead letter")]
    private static partial void LogReplayed(ILogger logger, string taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "analysis {TaskId} is pending again but not yet in the queue ({Reason}); the sweeper brings it there")]
    private static partial void LogNotEnqueued(ILogger logger, string taskId, string reason);
}

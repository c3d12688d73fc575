using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Agents.Events;
using StockAgents.Agents.Execution;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;
using StockAgents.ServiceDefaults.Errors;
using StockAgents.ServiceDefaults.Identity;

namespace StockAgents.Agents.Analyze;

/// <summary>Cancels a run at any stage: a waiting one at once, a running one at its worker's next look.</summary>
internal static class Cancel
{
    /// <summary>Asks for the end of a run. 202 whether it waits or runs; 409 when it is over.</summary>
    public static async Task<Results<Accepted<CancelAnswer>, ProblemHttpResult>> RequestAsync(
        string taskId, ClaimsPrincipal caller, IDbContextFactory<AgentsDb> contexts, IEventFeed feed, ActiveRuns active, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.Runs.AsNoTracking().OwnedBy(caller.UserId()).FirstOrDefaultAsync(r => r.TaskId == taskId, cancellationToken);
        if (run is null)
            return Lookup.NoSuchTask(taskId);
        if (run.Status is RunStatus.Completed or RunStatus.Failed or RunStatus.Cancelled)
            return Problems.Create(StatusCodes.Status409Conflict, ErrorCodes.ResourceExists, $"Task '{taskId}' is over: it is {WireEnum<RunStatus>.NameOf(run.Status)}.");

        if (run.Status is RunStatus.Running || !await EndWaitingAsync(db, run, feed, time, cancellationToken))
        {
            var asked = await db.Runs
                .Where(r => r.TaskId == taskId && (r.Status == RunStatus.Pending || r.Status == RunStatus.Running || r.Status == RunStatus.Retrying))
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true), cancellationToken);
            if (asked == 0)
                return Problems.Create(StatusCodes.Status409Conflict, ErrorCodes.ResourceExists, $"Task '{taskId}' has just ended.");
            active.Interrupt(taskId, Interruption.Cancelled);
        }
        return TypedResults.Accepted($"/api/analyze/status/{taskId}", new CancelAnswer(taskId, "cancelling"));
    }

    /// <summary>Ends a run that no worker holds. The fencing number guards it: a worker that took the run meanwhile has raised it.</summary>
    private static async Task<bool> EndWaitingAsync(AgentsDb db, Run run, IEventFeed feed, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = JsonSerializer.SerializeToElement(new { message = "The analysis was cancelled." }, ContractJson.Options);
        var last = new EventBatch([new RunEvent(run.LastEvent + 1, AnalysisEvents.Cancelled, data)], 100, "cancelled");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ended = await db.Runs
            .Where(r => r.TaskId == run.TaskId && r.Fence == run.Fence && (r.Status == RunStatus.Pending || r.Status == RunStatus.Retrying))
            .ExecuteUpdateAsync(set => set
                .SetProperty(r => r.Status, RunStatus.Cancelled).SetProperty(r => r.CurrentStage, "cancelled").SetProperty(r => r.Progress, 100)
                .SetProperty(r => r.LastEvent, last.Last).SetProperty(r => r.UpdatedAt, now).SetProperty(r => r.FinishedAt, now), cancellationToken);
        if (ended == 0)
            return false;
        db.Add(new EventChunk { TaskId = run.TaskId, FirstEvent = last.First, LastEvent = last.Last, Events = last.Json });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(run.TaskId, last);
        return true;
    }
}

internal sealed record CancelAnswer(string TaskId, string Status);

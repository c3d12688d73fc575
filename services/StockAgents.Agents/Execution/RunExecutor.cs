using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using StockAgents.Agents.Data;
using StockAgents.Agents.Graph;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Execution;

/// <summary>Why a run's work was interrupted from outside.</summary>
internal enum Interruption
{
    None,
    LeaseLost,
    Cancelled,
    Stopping,
}

/// <summary>Takes one leased run to its end: completed, failed, cancelled, or given back.</summary>
internal sealed partial class RunExecutor(
    AnalysisGraph graph, IAnalysisQueue queue, RunStore store, IOptions<WorkerOptions> options, TimeProvider time, ILogger<RunExecutor> logger)
{
    /// <summary>When it returns the message may go: the run is over, another worker's, or given back with a message of its own.</summary>
    /// <param name="why">Says why <paramref name="cancellationToken"/> was cancelled.</param>
    public async Task ExecuteAsync(RunLease lease, LeasedRun run, Func<Interruption> why, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["task_id"] = run.Spec.TaskId, ["symbol"] = run.Spec.Symbol.Value });
        using var activity = AgentsTelemetry.Source.StartActivity("analysis", ActivityKind.Consumer, lease.TraceParent);
        activity?.SetTag("task_id", run.Spec.TaskId);
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(options.Value.RunDeadline, time);
        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lease.Attempt > options.Value.MaxRetries + 1)
            {
                await FailAsync(lease, run, $"The run was begun {lease.Attempt - 1} times and never came to an end.", null);
                return;
            }
            LogStarted(logger, lease.Attempt);
            var report = await graph.RunAsync(run, working.Token);
            await run.EndAsync(
                batch => new EndRun(run.Spec.TaskId, lease.Fence, RunStatus.Completed, "completed", batch)
                {
                    Report = JsonSerializer.Serialize(report, ContractJson.Options),
                    Outcome = report.Outcome,
                    Signal = report.Signal,
                    Confidence = report.Confidence,
                },
                AnalysisEvents.Complete, data: null, CancellationToken.None);
            LogCompleted(logger, report.Outcome, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception e) when (e is LeaseLostException || why() is Interruption.LeaseLost)
        {
            // The message is nothing without the lease; the database knows who works on the run.
            LogLost(logger);
        }
        catch (Exception) when (why() is Interruption.Cancelled)
        {
            await run.EndAsync(
                batch => new EndRun(run.Spec.TaskId, lease.Fence, RunStatus.Cancelled, "cancelled", batch),
                AnalysisEvents.Cancelled, new { message = "The analysis was cancelled." }, CancellationToken.None);
            LogCancelled(logger);
        }
        catch (Exception e) when (why() is Interruption.Stopping && (e is OperationCanceledException || Failures.IsTransient(e)))
        {
            await run.HandBackAsync(retryAfter: null, reason: null, CancellationToken.None);
            await queue.EnqueueAsync([QueueMessage.For(run.Spec, lease.CreatedAt)], CancellationToken.None);
            LogHandedBack(logger);
        }
        catch (Exception e) when (deadline.IsCancellationRequested && (e is OperationCanceledException || Failures.IsTransient(e)))
        {
            await FailAsync(lease, run, $"The analysis was stopped after {options.Value.RunDeadlineSeconds:0.###} s, the longest that one attempt may work.", e);
        }
        catch (Exception e) when (Failures.IsTransient(e) && lease.Attempt <= options.Value.MaxRetries)
        {
            var pause = Backoff(lease.Attempt);
            LogRetrying(logger, e, lease.Attempt, pause.TotalMilliseconds);
            await run.HandBackAsync(pause, Sentence(e), CancellationToken.None);
        }
        catch (Exception e)
        {
            await FailAsync(lease, run, Sentence(e), e);
        }
    }

    private async Task FailAsync(RunLease lease, LeasedRun run, string cause, Exception? exception)
    {
        // A worker that was paused fails of old age: its run is another's, and needs no letter.
        if (!(await store.RenewAsync([lease], options.Value.Lease, CancellationToken.None)).ContainsKey(run.Spec.TaskId))
            throw new LeaseLostException(run.Spec.TaskId);
        LogFailed(logger, exception, cause);
        // The letter first: should the process die between the two, the next attempt writes it again, and none is missing.
        await queue.BuryAsync(new DeadLetter(run.Spec.TaskId, run.Spec.Symbol.Value, cause, lease.Attempt, lease.Worker, lease.MessageId, time.GetUtcNow()), CancellationToken.None);
        await run.EndAsync(
            batch => new EndRun(run.Spec.TaskId, lease.Fence, RunStatus.Failed, "failed", batch) { Error = cause, Outcome = AnalysisOutcome.Failed },
            AnalysisEvents.Error, new { message = cause }, CancellationToken.None);
    }

    private TimeSpan Backoff(int attempt) =>
        TimeSpan.FromSeconds(options.Value.RetrySeconds * Math.Pow(2, attempt - 1) * (0.75 + Random.Shared.NextDouble() / 2));

    private static string Sentence(Exception e) =>
        // PostgreSQL's text knows no NUL.
        $"{e.GetType().Name}: {e.GetBaseException().Message.Replace('\0', ' ')}";

    [LoggerMessage(Level = LogLevel.Information, Message = "analysis started, attempt {Attempt}")]
    private static partial void LogStarted(ILogger logger, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "analysis completed with {Outcome} in {ElapsedMs} ms")]
    private static partial void LogCompleted(ILogger logger, AnalysisOutcome outcome, double elapsedMs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "analysis left to another worker: the lease was lost")]
    private static partial void LogLost(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "analysis cancelled")]
    private static partial void LogCancelled(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "analysis handed back unfinished: the worker stops")]
    private static partial void LogHandedBack(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "analysis failed in attempt {Attempt} and will be tried again in {PauseMs} ms")]
    private static partial void LogRetrying(ILogger logger, Exception exception, int attempt, double pauseMs);

    [LoggerMessage(Level = LogLevel.Error, Message = "analysis failed: {Cause}")]
    private static partial void LogFailed(ILogger logger, Exception? exception, string cause);
}

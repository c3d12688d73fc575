using StackExchange.Redis;
using StockAgents.Agents.Data;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Execution;

/// <summary>
/// Finds what delivery lost and brings it back: runs whose worker died, retries whose pause is over, and accepted runs that
/// have no message (Redis was away at the submit, or was flushed). One process at a time does it; doing it twice is harmless.
/// </summary>
internal sealed partial class Sweeper(
    RunStore store, IAnalysisQueue queue, SqlDialect sql, SchemaMigration<AgentsDb> schema, TimeProvider time, ILogger<Sweeper> logger)
    : BackgroundService
{
    private const int PageSize = 500;
    private const int TicksBetweenRollCalls = 8;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DutySpan = TimeSpan.FromSeconds(3);
    private readonly string _holder = $"{Environment.MachineName}-{Environment.ProcessId}";
    private bool _mismatchSeen;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.Done.WaitAsync(stoppingToken);
        long? heldSince = null; // Monotonic: a clock that is set must not stretch the duty.
        for (var tick = 0; !stoppingToken.IsCancellationRequested; tick++)
        {
            try
            {
                // Half of the span is left when it is renewed. The one process of an embedded database has the duty for good.
                if (sql.IsPostgres && (heldSince is not { } since || time.GetElapsedTime(since) >= DutySpan / 2))
                {
                    var now = time.GetTimestamp();
                    heldSince = await store.HoldDutyAsync("sweeper", _holder, DutySpan, stoppingToken) ? now : null;
                }
                if (!sql.IsPostgres || heldSince is not null)
                    await SweepAsync(rollCall: tick % TicksBetweenRollCalls == 0, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // One run that can't be read must not keep the others from being found, nor end the process.
                LogInterrupted(logger, Failures.IsTransient(e) || e is RedisException ? null : e, e.GetBaseException().Message);
            }
            await Task.Delay(Tick, time, stoppingToken);
        }
    }

    private async Task SweepAsync(bool rollCall, CancellationToken cancellationToken)
    {
        var overdue = await store.ReleaseOverdueAsync(PageSize, cancellationToken);
        if (overdue.Count > 0)
        {
            LogOverdue(logger, overdue.Count);
            await queue.EnqueueAsync([.. overdue.Select(spec => QueueMessage.For(spec, time.GetUtcNow()))], cancellationToken);
        }
        if (rollCall)
            await RollCallAsync(cancellationToken);
    }

    /// <summary>
    /// Every open run has an entry in the queue. Two counts say cheaply whether that holds; when it did not twice in a row
    /// (once is a run between its two writes), the lists are compared.
    /// </summary>
    private async Task RollCallAsync(CancellationToken cancellationToken)
    {
        var open = await store.CountOpenAsync(cancellationToken);
        var mismatch = open > 0 && open > (await queue.CountAsync(cancellationToken)).Depth;
        if (mismatch && _mismatchSeen)
            await EnqueueMissingAsync(cancellationToken);
        _mismatchSeen = mismatch;
    }

    private async Task EnqueueMissingAsync(CancellationToken cancellationToken)
    {
        var queued = await queue.ListAsync(cancellationToken);
        for (long after = 0; ;)
        {
            var page = await store.PendingAsync(after, PageSize, cancellationToken);
            var missing = page.Where(p => !queued.Contains(p.Spec.TaskId)).Select(p => QueueMessage.For(p.Spec, time.GetUtcNow())).ToList();
            if (missing.Count > 0)
            {
                LogMissing(logger, missing.Count);
                await queue.EnqueueAsync(missing, cancellationToken);
            }
            if (page.Count < PageSize)
                return;
            after = page[^1].Id;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} analysis runs are taken up again: their worker is gone or their pause is over")]
    private static partial void LogOverdue(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} accepted analysis runs had no message in the queue and were enqueued again")]
    private static partial void LogMissing(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "sweeper is interrupted ({Reason}) and tries again")]
    private static partial void LogInterrupted(ILogger logger, Exception? exception, string reason);
}

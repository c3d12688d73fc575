using Microsoft.Extensions.Options;
using StackExchange.Redis;
using StockAgents.Agents.Data;
using StockAgents.Agents.Events;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.Agents.Workers;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Execution;

/// <summary>
/// Receives runs, takes their leases and executes many at a time; renews what it holds; takes over what others left.
/// On stop it drains: nothing new is read, the current runs go on for <see cref="WorkerOptions.DrainSeconds"/> and what is
/// not over by then is handed back at once.
/// </summary>
internal sealed partial class AnalysisWorker(
    IAnalysisQueue queue, RunStore store, RunWriter writer, IEventFeed feed, RunExecutor executor, ActiveRuns active, Feeder feeder, StopSignal stop,
    SchemaMigration<AgentsDb> schema, IOptions<WorkerOptions> options, TimeProvider time, ILogger<AnalysisWorker> logger) : BackgroundService
{
    private const int LargestRead = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _slots = new(options.Value.ConcurrentRuns);
    private readonly CancellationTokenSource _reading = new();
    private Task _readers = Task.CompletedTask;
    private readonly string _name = options.Value.OwnName;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        LogDraining(logger, active.Count, options.Value.DrainSeconds);
        await _reading.CancelAsync();
        var drained = DrainAsync();
        await Task.WhenAny(drained, stop.Forced, Task.Delay(TimeSpan.FromSeconds(options.Value.DrainSeconds), time, cancellationToken));
        active.InterruptAll(Interruption.Stopping);
        // A database that is away takes nothing back: then the host's own limit ends the wait, and leases pass.
        await drained.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken); // Renewal went on until here: a draining run keeps its lease.
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.Done.WaitAsync(stoppingToken);
        LogReady(logger, _name, options.Value.ConcurrentRuns);
        _readers = Task.WhenAll(
            RepeatAsync(ReceiveAsync, TimeSpan.Zero, _reading.Token),
            RepeatAsync(ReclaimAsync, TimeSpan.FromSeconds(1), _reading.Token));
        await Task.WhenAll(_readers, RepeatAsync(RenewAsync, options.Value.Lease / 4, stoppingToken));
    }

    private async Task DrainAsync()
    {
        await _readers; // What was delivered in the last moment is begun, and ends or is handed back like the others.
        await active.WhenAllEndedAsync();
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        var slots = 1 + TakeSlots(LargestRead - 1);
        var begun = 0;
        try
        {
            var deliveries = await queue.ReceiveAsync(_name, slots, cancellationToken);
            if (deliveries.Count == 0)
                return;
            // From here on without the token: a message that came is dealt with, also when the worker stops in this moment.
            var leases = (await store.TakeLeasesAsync([.. deliveries.Select(d => d.TaskId)], _name, options.Value.Lease, CancellationToken.None))
                .ToDictionary(l => l.Spec.TaskId);
            var idle = new List<string>();
            foreach (var delivery in deliveries)
            {
                if (!leases.Remove(delivery.TaskId, out var lease))
                {
                    idle.Add(delivery.Id); // The run is finished or in other hands: this message has no more to say.
                    continue;
                }
                begun++;
                lease = lease with { MessageId = delivery.Id };
                active.Begin(lease, delivery.Id, run => ExecuteAsync(lease, delivery.Id, run));
            }
            if (begun > 0)
                feeder.Wake();
            if (idle.Count > 0)
                await queue.CompleteAsync(idle, CancellationToken.None);
        }
        finally
        {
            if (slots > begun)
                _slots.Release(slots - begun);
        }
    }

    /// <summary>
    /// Clears away what consumers left who are gone, needing no free slot for it: a run that still waits gets a new message,
    /// one that was being worked on is the sweeper's when its lease has passed, and the rest is over.
    /// </summary>
    private async Task ReclaimAsync(CancellationToken cancellationToken)
    {
        var left = await queue.ReclaimAsync(_name, options.Value.Lease, LargestRead, cancellationToken);
        if (left.Count == 0)
            return;
        var waiting = await store.WaitingAsync([.. left.Select(d => d.TaskId)], CancellationToken.None);
        if (waiting.Count > 0)
            await queue.EnqueueAsync([.. waiting.Select(spec => QueueMessage.For(spec, time.GetUtcNow()))], CancellationToken.None);
        await queue.CompleteAsync([.. left.Select(d => d.Id)], CancellationToken.None);
    }

    private async Task ExecuteAsync(RunLease lease, string deliveryId, ActiveRun run)
    {
        try
        {
            var leased = new LeasedRun(lease, store, writer, feed, time, run.Token);
            await executor.ExecuteAsync(lease, leased, () => run.Why, run.Token);
            // Only now: a crash before this line must deliver the run again, not lose it.
            await queue.CompleteAsync([deliveryId], CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            LogLost(logger, lease.Spec.TaskId);
        }
        catch (Exception e)
        {
            // The lease is no longer renewed, so the run begins again elsewhere when it has passed.
            LogAbandoned(logger, e, lease.Spec.TaskId);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var held = active.Snapshot();
        if (held.Count == 0)
            return;
        var renewed = await store.RenewAsync([.. held.Select(r => r.Lease)], options.Value.Lease, cancellationToken);
        foreach (var run in held)
        {
            if (!renewed.TryGetValue(run.Lease.Spec.TaskId, out var cancelRequested))
                run.Interrupt(Interruption.LeaseLost);
            else if (cancelRequested)
                run.Interrupt(Interruption.Cancelled);
        }
        string[] alive = [.. held.Where(r => renewed.ContainsKey(r.Lease.Spec.TaskId)).Select(r => r.DeliveryId)];
        if (alive.Length > 0)
            await queue.KeepAliveAsync(_name, alive, cancellationToken);
    }

    /// <summary>A bad moment of Redis or the database, or one bad message, must not end the worker: it says so and goes on.</summary>
    private async Task RepeatAsync(Func<CancellationToken, Task> work, TimeSpan interval, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work(cancellationToken);
                if (interval > TimeSpan.Zero)
                    await Task.Delay(interval, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogInterrupted(logger, Failures.IsTransient(e) || e is RedisException ? null : e, e.GetBaseException().Message);
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private int TakeSlots(int most)
    {
        var taken = 0;
        while (taken < most && _slots.Wait(0, CancellationToken.None))
            taken++;
        return taken;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "worker {Worker} is ready for {Slots} analysis runs at a time")]
    private static partial void LogReady(ILogger logger, string worker, int slots);

    [LoggerMessage(Level = LogLevel.Information, Message = "worker stops: {Count} analysis runs may go on for {Seconds} s")]
    private static partial void LogDraining(ILogger logger, int count, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "analysis {TaskId} belongs to another worker now")]
    private static partial void LogLost(ILogger logger, string taskId);

    [LoggerMessage(Level = LogLevel.Error, Message = "analysis {TaskId} could not be brought to an end here; it begins again when its lease has passed")]
    private static partial void LogAbandoned(ILogger logger, Exception exception, string taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "worker is interrupted ({Reason}) and tries again")]
    private static partial void LogInterrupted(ILogger logger, Exception? exception, string reason);
}

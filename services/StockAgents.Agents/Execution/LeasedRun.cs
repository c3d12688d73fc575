using System.Text.Json;
using StockAgents.Agents.Events;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Execution;

/// <summary>A run that this worker holds: every write carries the lease's fencing number, and events are numbered on from the last durable one.</summary>
internal sealed class LeasedRun(RunLease lease, RunStore store, RunWriter writer, IEventFeed feed, TimeProvider time, CancellationToken lost) : IAnalysisRun
{
    /// <summary>Events of one moment share a row and a commit. Watchers notice nothing of a delay this short.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(25);

    private readonly Lock _gate = new();
    private readonly List<RunEvent> _events = [];
    private int _lastEvent = lease.LastEvent;
    private int _progress;
    private string _stage = "evidence";
    private Task _flush = Task.CompletedTask;

    public RunSpec Spec => lease.Spec;

    public async Task<T> StepAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        // The first attempt has nothing to replay.
        if (lease.Attempt > 1 && await store.FindStepAsync(Spec.TaskId, key, cancellationToken) is { } journaled)
            return JsonSerializer.Deserialize<T>(journaled, ContractJson.Options)!;
        var result = await work(cancellationToken);
        await writer.WriteAsync(new RecordStep(Spec.TaskId, lease.Fence, key, JsonSerializer.Serialize(result, ContractJson.Options)), cancellationToken);
        return result;
    }

    public void Publish(string eventName, StageEvent data)
    {
        lock (_gate)
        {
            // A second attempt passes the same nodes again; a watcher's progress does not run backwards.
            _progress = Math.Max(_progress, data.Progress);
            _stage = data.Node;
            _events.Add(new RunEvent(++_lastEvent, eventName, JsonSerializer.SerializeToElement(data with { Progress = _progress }, ContractJson.Options)));
            if (_flush.IsCompleted)
                _flush = FlushSoonAsync();
        }
    }

    /// <summary>Ends the run with its last event; durable when this returns.</summary>
    /// <exception cref="LeaseLostException">Another worker has the run; nothing was written.</exception>
    public Task EndAsync(Func<EventBatch, EndRun> end, string eventName, object? data, CancellationToken cancellationToken) =>
        CloseAsync(eventName, data, batch => end(batch), cancellationToken);

    /// <summary>Gives the run back; see <see cref="HandBack"/>.</summary>
    public Task HandBackAsync(TimeSpan? retryAfter, string? reason, CancellationToken cancellationToken) => retryAfter is null
        ? CloseAsync(null, null, batch => new HandBack(Spec.TaskId, lease.Fence, retryAfter, reason, batch), cancellationToken)
        : CloseAsync(
            AnalysisEvents.Progress, new StageEvent("Retry", "retrying", "retrying", reason ?? "", _progress),
            batch => new HandBack(Spec.TaskId, lease.Fence, retryAfter, reason, batch), cancellationToken);

    private async Task CloseAsync(string? eventName, object? data, Func<EventBatch, RunWrite> write, CancellationToken cancellationToken)
    {
        EventBatch? batch;
        Task flushing;
        lock (_gate)
        {
            if (eventName is not null)
                _events.Add(new RunEvent(++_lastEvent, eventName, data is null ? null : JsonSerializer.SerializeToElement(data, data.GetType(), ContractJson.Options)));
            batch = TakeEvents();
            flushing = _flush;
        }
        await flushing; // Rows go in the order of their numbers.
        var change = write(batch!);
        await writer.WriteAsync(change, cancellationToken);
        if (batch is not null)
            feed.Publish(Spec.TaskId, batch);
    }

    private async Task FlushSoonAsync()
    {
        await Task.Delay(Linger, time, CancellationToken.None);
        EventBatch? batch;
        lock (_gate)
            batch = TakeEvents();
        if (batch is null)
            return;
        try
        {
            await writer.WriteAsync(new AppendEvents(Spec.TaskId, lease.Fence, batch), lost);
            feed.Publish(Spec.TaskId, batch);
        }
        catch (OperationCanceledException)
        {
            // The lease was lost or the process stops: the run's own next write meets the same answer and acts on it.
        }
    }

    private EventBatch? TakeEvents()
    {
        if (_events.Count == 0)
            return null;
        var batch = new EventBatch([.. _events], _progress, _stage);
        _events.Clear();
        return batch;
    }
}

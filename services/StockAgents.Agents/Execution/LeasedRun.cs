using System.Text.Json;
using StockAgents.Agents.Events;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Execution;

/// <summary>A run that this worker holds: every write carries the lease's fencing number, and events are numbered on from the last durable one.</summary>
internal sealed class LeasedRun(RunLease lease, RunStore store, RunWriter writer, IEventFeed feed, TimeProvider time, CancellationToken interrupted) : IAnalysisRun
{
    /// <summary>Events of one moment share a row and a commit. Watchers notice nothing of a delay this short.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(25);

    private readonly RunJournal _journal = new(lease, store, writer);
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<RunEvent> _events = [];
    private int _lastEvent = lease.LastEvent;
    private int _progress = lease.Progress;
    private string _stage = "evidence";
    private Task _flush = Task.CompletedTask;
    private bool _flushing;
    private bool _closed;

    public RunSpec Spec => lease.Spec;

    public Task<T> StepAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _journal.StepAsync(key, work, cancellationToken);

    public Task<T> FetchAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        _journal.FetchAsync(key, work, cancellationToken);

    public void Publish(string eventName, StageEvent data)
    {
        lock (_gate)
        {
            if (_closed)
                return; // A straggler of an interrupted graph: this attempt has said its last word.
            // A second attempt passes the same nodes again; a watcher's progress does not run backwards.
            _progress = Math.Max(_progress, data.Progress);
            _stage = data.Node;
            _events.Add(new RunEvent(++_lastEvent, eventName, JsonSerializer.SerializeToElement(data with { Progress = _progress }, ContractJson.Options)));
            if (_flushing)
                return;
            _flushing = true;
            _flush = FlushAsync();
        }
    }

    /// <summary>Ends the run with its last event; durable when this returns. Fetches that no step followed are not worth a write any more.</summary>
    /// <exception cref="LeaseLostException">Another worker has the run; nothing was written.</exception>
    public Task EndAsync(Func<EventBatch, EndRun> end, string eventName, object? data, CancellationToken cancellationToken) =>
        CloseAsync(eventName, data, batch => writer.WriteAsync(end(batch!), cancellationToken));

    /// <summary>Gives the run back; see <see cref="HandBack"/>.</summary>
    public Task HandBackAsync(TimeSpan? retryAfter, string? reason, CancellationToken cancellationToken)
    {
        var said = retryAfter is null ? null : new StageEvent("Retry", "retrying", "retrying", reason ?? "", _progress);
        return CloseAsync(said is null ? null : AnalysisEvents.Progress, said,
            batch => _journal.WriteAsync(new HandBack(Spec.TaskId, lease.Fence, retryAfter, reason, batch), cancellationToken));
    }

    private async Task CloseAsync(string? eventName, object? data, Func<EventBatch?, Task> write)
    {
        EventBatch? batch;
        Task flushing;
        lock (_gate)
        {
            _closed = true;
            if (eventName is not null)
                _events.Add(new RunEvent(++_lastEvent, eventName, data is null ? null : JsonSerializer.SerializeToElement(data, data.GetType(), ContractJson.Options)));
            batch = TakeEvents();
            (flushing, _flush) = (_flush, Task.CompletedTask); // A failed flush fails the run once, not also the record of its failure.
        }
        _closing.TrySetResult();
        await flushing; // Rows go in the order of their numbers.
        await write(batch);
        if (batch is not null)
            feed.Publish(Spec.TaskId, batch);
    }

    /// <summary>Writes what gathers until nothing does: an event that comes during a commit is not left waiting for the next one.</summary>
    private async Task FlushAsync()
    {
        while (true)
        {
            await Task.WhenAny(_closing.Task, Task.Delay(Linger, time, CancellationToken.None));
            EventBatch? batch;
            lock (_gate)
            {
                batch = TakeEvents();
                if (batch is null)
                {
                    _flushing = false;
                    return;
                }
            }
            try
            {
                await writer.WriteAsync(new AppendEvents(Spec.TaskId, lease.Fence, batch), interrupted);
                feed.Publish(Spec.TaskId, batch);
            }
            catch (OperationCanceledException)
            {
                return; // Interrupted, or the lease was lost: the run's own last write meets the same answer and acts on it.
            }
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

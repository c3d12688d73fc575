using System.Collections.Concurrent;
using StockAgents.Agents.Runs;

namespace StockAgents.Agents.Execution;

/// <summary>The runs that this process is working on.</summary>
internal sealed class ActiveRuns
{
    private readonly ConcurrentDictionary<string, ActiveRun> _runs = new();
    private volatile Interruption _all = Interruption.None;

    public int Count => _runs.Count;

    public void Begin(RunLease lease, string deliveryId, Func<ActiveRun, Task> work)
    {
        var run = new ActiveRun(lease, deliveryId);
        // The same run again means that our lease had passed and came back to us: the older attempt is void.
        if (_runs.TryRemove(lease.Spec.TaskId, out var older))
            older.Interrupt(Interruption.LeaseLost);
        if (lease.CancelRequested)
            run.Interrupt(Interruption.Cancelled);
        _runs[lease.Spec.TaskId] = run;
        run.Ended = Task.Run(async () =>
        {
            try
            {
                await work(run);
            }
            finally
            {
                _runs.TryRemove(KeyValuePair.Create(lease.Spec.TaskId, run));
            }
        });
        if (_all is not Interruption.None)
            run.Interrupt(_all);
    }

    public IReadOnlyList<ActiveRun> Snapshot() => [.. _runs.Values];

    /// <summary>Interrupts a run of this process at once; false when it is not here.</summary>
    public bool Interrupt(string taskId, Interruption why)
    {
        if (!_runs.TryGetValue(taskId, out var run))
            return false;
        run.Interrupt(why);
        return true;
    }

    /// <summary>Interrupts what is here and what still comes.</summary>
    public void InterruptAll(Interruption why)
    {
        _all = why;
        foreach (var run in _runs.Values)
            run.Interrupt(why);
    }

    public Task WhenAllEndedAsync() => Task.WhenAll(_runs.Values.Select(r => r.Ended));
}

/// <summary>One of them. The first interruption says why; later ones change nothing.</summary>
internal sealed class ActiveRun(RunLease lease, string deliveryId)
{
    // Never disposed: it has no timer and no handle, and an interruption may come when the run has just ended.
    private readonly CancellationTokenSource _source = new();
    private int _why;

    public RunLease Lease => lease;

    public string DeliveryId => deliveryId;

    public CancellationToken Token => _source.Token;

    public Interruption Why => (Interruption)Volatile.Read(ref _why);

    public Task Ended { get; set; } = Task.CompletedTask;

    public void Interrupt(Interruption why)
    {
        if (Interlocked.CompareExchange(ref _why, (int)why, (int)Interruption.None) == (int)Interruption.None)
            _source.Cancel();
    }
}

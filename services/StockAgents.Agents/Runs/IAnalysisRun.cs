using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Runs;

/// <summary>
/// A run as the graph sees it: what to do, a journal for what is costly, and a place to say what is happening.
/// Two implementations: the leased, durable run of a worker, and the in-memory one of tests and benchmarks.
/// </summary>
internal interface IAnalysisRun
{
    RunSpec Spec { get; }

    /// <summary>
    /// Does <paramref name="work"/> once per run: its result is written to the journal before it is returned, and a later
    /// attempt gets the journaled result. For what is costly or may answer differently next time (outside fetches, model
    /// calls); pure computation is simply repeated.
    /// </summary>
    /// <param name="key">Unique within the run and stable across attempts; for a model call it holds the content hash.</param>
    /// <exception cref="LeaseLostException">Another worker owns the run: stop at once.</exception>
    Task<T> StepAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// Like <see cref="StepAsync"/> for what is only slow, not paid for: kept with the run's next durable step, and dropped
    /// when the run ends before one. A run without model calls then costs no commit for it.
    /// </summary>
    Task<T> FetchAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Appends a numbered event (a name of <see cref="AnalysisEvents"/>, never a terminal one) and moves status and progress.</summary>
    void Publish(string eventName, StageEvent data);
}

/// <summary>The run's lease went to another worker; nothing this process still holds may be written.</summary>
internal sealed class LeaseLostException(string taskId) : OperationCanceledException($"The lease of {taskId} belongs to another worker.");

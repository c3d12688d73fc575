using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Execution;

/// <summary>What is done once in a run: within this attempt by its key in memory, across attempts by the journal in the database.</summary>
internal sealed class RunJournal(RunLease lease, RunStore store, RunWriter writer)
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _steps = new();
    private readonly Lock _gate = new();
    private readonly List<RecordStep> _kept = [];

    // By the fence, not by the attempt: a drained run is handed back without counting the attempt, and has a journal all the same.
    private readonly Lazy<Task<IReadOnlyDictionary<string, string>>> _earlier = new(() =>
        lease.Fence > 1 ? store.ReadStepsAsync(lease.Spec.TaskId, CancellationToken.None) : Task.FromResult(Nothing));

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>Durable before it returns.</summary>
    public Task<T> StepAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        OnceAsync(key, () => DoAsync(key, work, record => WriteAsync(record, cancellationToken), cancellationToken));

    /// <summary>Durable with, or before, the next step or hand-back; never if the run ends before one.</summary>
    public Task<T> FetchAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        OnceAsync(key, () => DoAsync(key, work, KeepAsync, cancellationToken));

    /// <summary>Writes a change behind the fetches that were kept for it.</summary>
    public async Task WriteAsync(RunWrite write, CancellationToken cancellationToken)
    {
        List<Task> writes;
        lock (_gate)
        {
            // The writer commits in the order of these calls: no step is ever durable without the fetches that led to it.
            writes = [.. _kept.Select(fetched => writer.WriteAsync(fetched, cancellationToken)), writer.WriteAsync(write, cancellationToken)];
            _kept.Clear();
        }
        foreach (var written in writes)
            await written; // Not WhenAll: it would hide that the lease was lost.
    }

    private async Task<T> OnceAsync<T>(string key, Func<Task<T>> first)
    {
        var step = _steps.GetOrAdd(key, _ => new Lazy<Task>(first));
        var task = (Task<T>)step.Value;
        try
        {
            return await task;
        }
        finally
        {
            if (!task.IsCompletedSuccessfully)
                _steps.TryRemove(KeyValuePair.Create(key, step)); // What failed may be tried again.
        }
    }

    private async Task<T> DoAsync<T>(string key, Func<CancellationToken, Task<T>> work, Func<RecordStep, Task> record, CancellationToken cancellationToken)
    {
        if ((await _earlier.Value).TryGetValue(key, out var json) && TryRead<T>(json, out var journaled))
            return journaled;
        var result = await work(cancellationToken);
        await record(new RecordStep(lease.Spec.TaskId, lease.Fence, key, JsonSerializer.Serialize(result, ContractJson.Options)));
        return result;
    }

    private Task KeepAsync(RecordStep fetched)
    {
        lock (_gate)
            _kept.Add(fetched);
        return Task.CompletedTask;
    }

    /// <summary>A result that another version of the program wrote may not be readable; the step is then done again.</summary>
    private static bool TryRead<T>(string json, [MaybeNullWhen(false)] out T result)
    {
        try
        {
            result = JsonSerializer.Deserialize<T>(json, ContractJson.Options)!;
            return true;
        }
        catch (JsonException)
        {
            result = default;
            return false;
        }
    }
}

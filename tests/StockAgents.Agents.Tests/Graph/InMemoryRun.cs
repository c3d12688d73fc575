using System.Collections.Concurrent;
using System.Text.Json;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Tests.Graph;

/// <summary>A run without a database: the journal and the events live in memory. Journaled results go through JSON, as in the real one.</summary>
internal sealed class InMemoryRun(RunSpec spec) : IAnalysisRun
{
    private readonly ConcurrentDictionary<string, string> _journal = new();
    private readonly List<(string Name, StageEvent Data)> _events = [];

    public RunSpec Spec => spec;

    public IReadOnlyList<(string Name, StageEvent Data)> Events => _events;

    public async Task<T> StepAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (!_journal.TryGetValue(key, out var json))
        {
            json = JsonSerializer.Serialize(await work(cancellationToken), ContractJson.Options);
            _journal[key] = json;
        }

        return JsonSerializer.Deserialize<T>(json, ContractJson.Options)!;
    }

    public Task<T> FetchAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        StepAsync(key, work, cancellationToken);

    public void Publish(string eventName, StageEvent data)
    {
        lock (_events)
            _events.Add((eventName, data));
    }
}

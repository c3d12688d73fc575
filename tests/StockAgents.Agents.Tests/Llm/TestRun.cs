using System.Collections.Concurrent;
using System.Text.Json;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Tests.Llm;

/// <summary>A run whose journal outlives it: a second run over the same journal is the attempt of another worker.</summary>
internal sealed class TestRun(string language = "en", ConcurrentDictionary<string, string>? journal = null) : IAnalysisRun
{
    public ConcurrentDictionary<string, string> Journal { get; } = journal ?? new();

    public RunSpec Spec { get; } = new(
        "task-1", Symbol.Parse("MSFT"), new DateOnly(2014, 6, 2), AnalysisLevel.L2, UsePlanner: false, ["market"], language, UserId: null);

    public async Task<T> StepAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (Journal.TryGetValue(key, out var written))
            return JsonSerializer.Deserialize<T>(written, ContractJson.Options)!;
        var result = await work(cancellationToken);
        Journal[key] = JsonSerializer.Serialize(result, ContractJson.Options);
        return result;
    }

    public Task<T> FetchAsync<T>(string key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        StepAsync(key, work, cancellationToken);

    public void Publish(string eventName, StageEvent data)
    {
    }
}

using System.Runtime.CompilerServices;
using StockAgents.Agents.Runs;

namespace StockAgents.Agents.Llm;

/// <summary>Caps the retries of one run, so that twenty roles meeting an ill endpoint do not each spend their full share.</summary>
internal sealed class RetryBudget(int maxPerRun)
{
    // Weak: the budget goes when the run does, and no one has to say so.
    private readonly ConditionalWeakTable<IAnalysisRun, StrongBox<int>> _spent = [];

    public bool TrySpend(IAnalysisRun? run) =>
        run is null || Interlocked.Increment(ref _spent.GetOrCreateValue(run).Value) <= maxPerRun;
}

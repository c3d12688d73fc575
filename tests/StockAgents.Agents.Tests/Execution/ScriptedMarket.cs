using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Tests.Execution;

/// <summary>The outer edge: answers, fails or waits as the test says, and counts.</summary>
internal sealed class ScriptedMarket : IMarketDataApi
{
    private readonly EvidenceSet _set = EvidenceBuilder.Uptrend().Build();
    private int _fetches;

    public int Fetches => _fetches;

    /// <summary>What the n-th fetch (from 1) does before it answers.</summary>
    public Func<int, CancellationToken, Task> OnFetch { get; set; } = (_, _) => Task.CompletedTask;

    public Task<Preflight> PreflightAsync(Symbol symbol, DateOnly? asOf, CancellationToken cancellationToken) =>
        Task.FromResult(new Preflight { Instrument = _set.Instrument, AsOf = asOf ?? _set.AsOf });

    public async Task<EvidenceSet> GetEvidenceAsync(Symbol symbol, DateOnly asOf, CancellationToken cancellationToken)
    {
        await OnFetch(Interlocked.Increment(ref _fetches), cancellationToken);
        return _set;
    }
}

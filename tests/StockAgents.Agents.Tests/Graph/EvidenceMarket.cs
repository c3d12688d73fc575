using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Tests.Graph;

/// <summary>The outer edge of the graph: answers with one prepared evidence set.</summary>
internal sealed class EvidenceMarket(EvidenceSet set) : IMarketDataApi
{
    public Task<Preflight> PreflightAsync(Symbol symbol, DateOnly? asOf, CancellationToken cancellationToken) =>
        Task.FromResult(new Preflight { Instrument = set.Instrument, AsOf = set.AsOf });

    public Task<EvidenceSet> GetEvidenceAsync(Symbol symbol, DateOnly asOf, CancellationToken cancellationToken) => Task.FromResult(set);
}

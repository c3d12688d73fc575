using Refit;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.MarketData;

/// <summary>
/// Market data as other services see it: an in-process class in Standalone, a Refit client elsewhere.
/// Expected outcomes ("no such symbol", "no bars that day") are in <see cref="Preflight"/>; an exception here is an outage.
/// </summary>
public interface IMarketDataApi
{
    /// <summary>Says whether the symbol can be analysed as of a day (default: the last completed session that a source has).</summary>
    [Get("/api/market/preflight/{symbol}")]
    Task<Preflight> PreflightAsync(Symbol symbol, [AliasAs("as_of"), Query(Format = "yyyy-MM-dd")] DateOnly? asOf, CancellationToken cancellationToken);

    /// <summary>All evidence knowable at the close of <paramref name="asOf"/>. Call only with a pair that preflight accepted.</summary>
    [Get("/api/market/evidence/{symbol}")]
    Task<EvidenceSet> GetEvidenceAsync(Symbol symbol, [AliasAs("as_of"), Query(Format = "yyyy-MM-dd")] DateOnly asOf, CancellationToken cancellationToken);
}

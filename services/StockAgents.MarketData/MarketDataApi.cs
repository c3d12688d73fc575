using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Gathering;
using StockAgents.MarketData.Preflight;
using PreflightAnswer = StockAgents.Contracts.MarketData.Preflight;

namespace StockAgents.MarketData;

/// <summary>Market data for the modules of the same process; the same answers as over HTTP.</summary>
internal sealed class MarketDataApi(ReadinessCheck readiness, EvidenceGatherer evidence) : IMarketDataApi
{
    public async Task<PreflightAnswer> PreflightAsync(Symbol symbol, DateOnly? asOf, CancellationToken cancellationToken) =>
        (await readiness.CheckAsync(symbol, asOf, cancellationToken)).ToContract();

    /// <exception cref="HttpRequestException">The pair is no longer ready: what a remote caller would get as the status of the answer.</exception>
    public async Task<EvidenceSet> GetEvidenceAsync(Symbol symbol, DateOnly asOf, CancellationToken cancellationToken)
    {
        var ready = await readiness.CheckAsync(symbol, asOf, cancellationToken);
        return ready is { Bars: { } bars }
            ? await evidence.GatherAsync(bars, ready.AsOf, ready.Stale, cancellationToken)
            : throw new HttpRequestException(ready.Problem!.Detail, null, (System.Net.HttpStatusCode)ready.Problem.Status);
    }
}

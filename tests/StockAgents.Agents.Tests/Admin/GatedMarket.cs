using System.Collections.Concurrent;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Tests.Admin;

/// <summary>The outer edge: notes in which order runs ask for evidence, and holds or fails them as the test wants.</summary>
internal sealed class GatedMarket(bool open = false) : IMarketDataApi
{
    private readonly SemaphoreSlim _gate = new(open ? int.MaxValue : 0);
    private readonly SemaphoreSlim _arrivals = new(0);

    /// <summary>Symbols in the order in which their runs began.</summary>
    public ConcurrentQueue<string> Begun { get; } = new();

    /// <summary>Code that preflight refuses.</summary>
    public const string Unknown = "NONE";

    /// <summary>What evidence answers instead, while it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Lets so many runs go on.</summary>
    public void Release(int count) => _gate.Release(count);

    /// <summary>Waits until one more run has asked for its evidence.</summary>
    public Task NextBegunAsync() => _arrivals.WaitAsync(TestContext.Current.CancellationToken);

    public Task<Preflight> PreflightAsync(Symbol symbol, DateOnly? asOf, CancellationToken cancellationToken) => Task.FromResult(symbol.Value == Unknown
        ? new Preflight { Problem = new PreflightProblem(404, "DATA_NOT_FOUND", "There is no such symbol.") }
        : new Preflight { Instrument = EvidenceOf(symbol).Instrument, AsOf = EvidenceBuilder.Day });

    public async Task<EvidenceSet> GetEvidenceAsync(Symbol symbol, DateOnly asOf, CancellationToken cancellationToken)
    {
        Begun.Enqueue(symbol.Value);
        _arrivals.Release();
        await _gate.WaitAsync(cancellationToken);
        return Failure is { } failure ? throw failure : EvidenceOf(symbol);
    }

    private static EvidenceSet EvidenceOf(Symbol symbol) => EvidenceBuilder.Uptrend(symbol.Value).Build();
}

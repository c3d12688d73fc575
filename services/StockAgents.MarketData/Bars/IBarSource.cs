using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Bars;

/// <summary>
/// A place daily bars come from. An answer is the whole history the source has: later splits decide how earlier prices are
/// read, so a slice fetched on its own could not be turned back into prices as traded.
/// </summary>
internal interface IBarSource
{
    /// <summary>The word users configure and reports show: <c>files</c>, <c>yahoo</c>, <c>snapshot</c>.</summary>
    string Name { get; }

    /// <summary>Cheap: false when the source can't have the symbol at all.</summary>
    bool Serves(Symbol symbol);

    /// <summary>How the source is doing, in a few words for <c>/api/market/sources</c>.</summary>
    string State { get; }

    /// <summary>Every expected outcome is a value; an exception is a bug.</summary>
    Task<SourceAnswer> GetAsync(Symbol symbol, CancellationToken cancellationToken);
}

using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Instruments;

namespace StockAgents.MarketData.Snapshot;

/// <summary>The bundled bars: real, old, always there. A symbol is unpacked when it is first asked for.</summary>
internal sealed class SnapshotSource : IBarSource
{
    public const string SourceName = "snapshot";

    private readonly Dictionary<Symbol, Lazy<AsTradedBars>> _entries =
        SnapshotCatalog.Entries.ToDictionary(e => e.Instrument.Symbol, e => new Lazy<AsTradedBars>(() => Unpack(e)));

    public string Name => SourceName;

    public string State => $"bundles {SnapshotCatalog.Symbols}";

    public bool Serves(Symbol symbol) => true;

    public Task<SourceAnswer> GetAsync(Symbol symbol, CancellationToken cancellationToken) => Task.FromResult<SourceAnswer>(
        _entries.TryGetValue(symbol, out var bars)
            ? new SourceAnswer.Found(bars.Value)
            : new SourceAnswer.UnknownSymbol($"does not bundle {symbol}"));

    private static AsTradedBars Unpack(SnapshotEntry entry)
    {
        var symbol = entry.Instrument.Symbol;
        var bars = SnapshotReader.Bars(entry.Resource);
        var known = entry.HasActions || symbol.IsIndex;
        return new AsTradedBars
        {
            Instrument = entry.Instrument,
            Source = SourceName,
            Bars = bars,
            Actions = entry.HasActions ? SnapshotReader.Actions(entry.Resource) : [],
            ActionsKnown = known,
            SuspectedExDates = known ? [] : DailyLimits.ImpossibleGaps(symbol, bars),
            FetchedAt = SnapshotCatalog.MadeAt,
        };
    }
}

using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Instruments;

namespace StockAgents.MarketData.Snapshot;

/// <summary>What is bundled, and what it is called. Snapshot/Data/ATTRIBUTION.md says where each came from.</summary>
internal static class SnapshotCatalog
{
    /// <summary>The day the bundled files were made.</summary>
    public static readonly DateTimeOffset MadeAt = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<SnapshotEntry> Entries { get; } =
    [
        new(Exchanges.Describe(Symbol.Parse("MSFT"), "Microsoft Corporation", "NASDAQ"), "MSFT", HasActions: true),
        new(Exchanges.Describe(Symbol.Parse("TXN"), "Texas Instruments Incorporated", "NASDAQ"), "TXN", HasActions: true),
        new(Exchanges.Describe(Symbol.Parse("^GSPC"), "S&P 500", "S&P DJI"), "GSPC"),
        new(Exchanges.Describe(Symbol.Parse("600000.SH"), "浦发银行 Shanghai Pudong Development Bank"), "600000.SH"),
        new(Exchanges.Describe(Symbol.Parse("000001.SZ"), "平安银行 Ping An Bank"), "000001.SZ"),
        new(Exchanges.Describe(Symbol.Parse("000300.SH"), "沪深300 CSI 300"), "000300.SH"),
        new(Exchanges.Describe(Symbol.Parse("000001.SH"), "上证指数 SSE Composite"), "000001.SH"),
    ];

    /// <summary>The bundled symbols in one line, for sentences.</summary>
    public static string Symbols { get; } = string.Join(", ", Entries.Select(e => e.Instrument.Symbol.Value));
}

/// <param name="Resource">File name without extension.</param>
/// <param name="HasActions">True when splits and dividends are bundled as well. An index has none, a mainland share's are unknown.</param>
internal sealed record SnapshotEntry(Instrument Instrument, string Resource, bool HasActions = false);

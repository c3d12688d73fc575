using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Quotes;

/// <summary>The last close a source has. <see cref="Timestamp"/> is when that session ended.</summary>
internal sealed record QuoteAnswer(
    Symbol Symbol, decimal Price, decimal? Change, decimal? ChangePercent, long Volume, DateTimeOffset Timestamp, Market Market,
    string Source, DateOnly AsOf, bool Stale);

/// <summary>Split-adjusted bars for a chart.</summary>
/// <param name="Days">Calendar days back from <paramref name="AsOf"/>.</param>
internal sealed record KlineAnswer(Symbol Symbol, int Days, IReadOnlyList<KlineBar> Kline, string Source, DateOnly AsOf, bool Stale);

internal sealed record KlineBar(DateOnly Time, decimal Open, decimal High, decimal Low, decimal Close, long Volume);

internal sealed record SourcesAnswer(IReadOnlyDictionary<string, IReadOnlyList<string>> Order, IReadOnlyList<SourceState> Sources);

internal sealed record SourceState(string Name, string State);

using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>Everything evidence is made of, already cut to what was knowable at the close of <see cref="AsOf"/>.</summary>
/// <param name="SplitAdjusted">Price levels as a chart of that day shows them.</param>
/// <param name="Total">The same bars as a total-return series; returns and risk are taken from it.</param>
/// <param name="Benchmark">Daily bars of the market's index, on its own days; null when there is none.</param>
/// <param name="Texts">Dated texts about the instrument; empty when no source has any.</param>
/// <param name="KnownAt">The session close of <paramref name="AsOf"/>: when the last bar became known.</param>
/// <param name="Missing">
/// Inputs the caller could not get, with its reasons. A topic's name (<c>news</c>) files the entry under that topic,
/// <c>benchmark</c> under macro, a name that evidence would have used replaces the general reason there.
/// </param>
internal sealed record EvidenceInputs(
    Instrument Instrument,
    DateOnly AsOf,
    BarSet SplitAdjusted,
    BarSet Total,
    Instrument? BenchmarkInstrument,
    BarSet? Benchmark,
    IReadOnlyList<DatedText> Texts,
    DateTimeOffset KnownAt,
    IReadOnlyList<MissingInput> Missing);

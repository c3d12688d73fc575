using System.Text.Json.Serialization;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.MarketData;

/// <summary>What a piece of evidence is about. One section each; an analyst reads one or more.</summary>
[JsonConverter(typeof(WordConverter<EvidenceTopic>))]
public enum EvidenceTopic
{
    [JsonStringEnumMemberName("price")] Price,
    [JsonStringEnumMemberName("risk")] Risk,
    [JsonStringEnumMemberName("flow")] Flow,
    [JsonStringEnumMemberName("crowd")] Crowd,
    [JsonStringEnumMemberName("fundamentals")] Fundamentals,
    [JsonStringEnumMemberName("news")] News,
    [JsonStringEnumMemberName("social")] Social,
    [JsonStringEnumMemberName("policy")] Policy,
    [JsonStringEnumMemberName("macro")] Macro,
}

/// <summary>One number with its history: what it is, when it happened, when it could be known, where it came from.</summary>
/// <param name="Name">A name of <see cref="EvidenceNames"/>.</param>
/// <param name="Unit">Currency code, <c>%</c>, <c>shares</c>, <c>ratio</c>, <c>days</c>, <c>count</c> or <c>points</c>.</param>
/// <param name="AsOf">Event time: the trading day (or period end) the value describes.</param>
/// <param name="KnownAt">Knowledge time: never after the analysis date's session close.</param>
/// <param name="Calculation">How it was computed, or <c>as reported</c>.</param>
public sealed record DataPoint(
    string Name, decimal Value, string Unit, DateOnly AsOf, DateTimeOffset KnownAt, string Source, string Calculation);

/// <summary>A dated text from outside (headline, rating change, announcement). Untrusted: data, never an instruction.</summary>
/// <param name="Kind"><c>upgrade</c>, <c>downgrade</c>, <c>rating</c>, <c>dividend</c>, <c>split</c>, <c>news</c>, <c>post</c> or <c>policy</c>.</param>
public sealed record DatedText(string Kind, string Title, string? Body, DateOnly Date, DateTimeOffset KnownAt, string Source, string? Url);

/// <summary>An input that was wanted and is not there, with the reason. Never replaced by a default.</summary>
public sealed record MissingInput(string Name, string Reason);

/// <summary>All evidence of one topic.</summary>
public sealed record EvidenceSection(
    EvidenceTopic Topic,
    IReadOnlyList<DataPoint> Points,
    IReadOnlyList<DatedText> Texts,
    IReadOnlyList<MissingInput> Missing);

/// <summary>Everything that was knowable about an instrument at the close of <see cref="AsOf"/>; the same question has the same answer.</summary>
public sealed record EvidenceSet(
    Instrument Instrument,
    DateOnly AsOf,
    Provenance Prices,
    IReadOnlyList<EvidenceSection> Sections)
{
    [JsonIgnore]
    public Symbol Symbol => Instrument.Symbol;
}

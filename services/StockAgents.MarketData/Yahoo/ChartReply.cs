using System.Text.Json.Serialization;

namespace StockAgents.MarketData.Yahoo;

/// <summary>The parts of a chart reply that are used. Everything may be absent or null, and has been.</summary>
internal sealed record ChartReply([property: JsonPropertyName("chart")] ChartBody? Chart);

internal sealed record ChartBody(
    [property: JsonPropertyName("result")] IReadOnlyList<ChartResult?>? Result,
    [property: JsonPropertyName("error")] ChartError? Error);

internal sealed record ChartError(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("description")] string? Description);

internal sealed record ChartResult(
    [property: JsonPropertyName("meta")] ChartMeta? Meta,
    [property: JsonPropertyName("timestamp")] IReadOnlyList<long?>? Timestamps,
    [property: JsonPropertyName("indicators")] ChartIndicators? Indicators,
    [property: JsonPropertyName("events")] ChartEvents? Events);

internal sealed record ChartMeta(
    [property: JsonPropertyName("currency")] string? Currency,
    [property: JsonPropertyName("symbol")] string? Symbol,
    [property: JsonPropertyName("fullExchangeName")] string? FullExchangeName,
    [property: JsonPropertyName("instrumentType")] string? InstrumentType,
    [property: JsonPropertyName("longName")] string? LongName,
    [property: JsonPropertyName("shortName")] string? ShortName,
    [property: JsonPropertyName("gmtoffset")] long? GmtOffset,
    [property: JsonPropertyName("exchangeTimezoneName")] string? TimeZone);

internal sealed record ChartIndicators([property: JsonPropertyName("quote")] IReadOnlyList<ChartQuote?>? Quote);

internal sealed record ChartQuote(
    [property: JsonPropertyName("open")] IReadOnlyList<double?>? Open,
    [property: JsonPropertyName("high")] IReadOnlyList<double?>? High,
    [property: JsonPropertyName("low")] IReadOnlyList<double?>? Low,
    [property: JsonPropertyName("close")] IReadOnlyList<double?>? Close,
    [property: JsonPropertyName("volume")] IReadOnlyList<double?>? Volume);

internal sealed record ChartEvents(
    [property: JsonPropertyName("dividends")] IReadOnlyDictionary<string, ChartDividend?>? Dividends,
    [property: JsonPropertyName("splits")] IReadOnlyDictionary<string, ChartSplit?>? Splits);

internal sealed record ChartDividend([property: JsonPropertyName("amount")] double? Amount, [property: JsonPropertyName("date")] long? Date);

internal sealed record ChartSplit(
    [property: JsonPropertyName("date")] long? Date,
    [property: JsonPropertyName("numerator")] double? Numerator,
    [property: JsonPropertyName("denominator")] double? Denominator);

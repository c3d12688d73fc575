using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StockAgents.Contracts.Symbols;

/// <summary>
/// An instrument's canonical name, the same on every route and in every store: <c>AAPL</c>, <c>BRK.B</c>, <c>^GSPC</c>,
/// <c>600519.SH</c>, <c>000001.SZ</c>, <c>430047.BJ</c>, <c>0700.HK</c>. Made only by parsing, so a value is always valid.
/// </summary>
[JsonConverter(typeof(SymbolJsonConverter))]
public readonly record struct Symbol : IParsable<Symbol>
{
    private readonly string? _value;

    internal Symbol(string value, Market market, bool isIndex)
    {
        _value = value;
        Market = market;
        IsIndex = isIndex;
    }

    /// <summary>The canonical form, shown and stored.</summary>
    public string Value => _value ?? "";

    public Market Market { get; }

    /// <summary>True for an index level (<c>^GSPC</c>, <c>000300.SH</c>), which cannot be bought.</summary>
    public bool IsIndex { get; }

    /// <summary>The code without its market suffix: <c>600519</c> of <c>600519.SH</c>, <c>BRK.B</c> of itself.</summary>
    public string Code => Market is Market.US || Value.StartsWith('^') ? Value : Value[..Value.LastIndexOf('.')];

    public override string ToString() => Value;

    public static Symbol Parse(string s, IFormatProvider? provider) =>
        TryParse(s, out var symbol, out var problem) ? symbol : throw new FormatException(problem);

    public static Symbol Parse(string s) => Parse(s, null);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Symbol result) =>
        TryParse(s, out result, out _);

    /// <summary>Parses any accepted spelling; on failure <paramref name="problem"/> is one sentence that says what would be accepted.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Symbol symbol, [NotNullWhen(false)] out string? problem) =>
        SymbolSpelling.TryParse(text, out symbol, out problem);
}

/// <summary>Symbols travel as their canonical string.</summary>
public sealed class SymbolJsonConverter : JsonConverter<Symbol>
{
    public override Symbol Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Symbol.TryParse(reader.GetString(), out var symbol, out var problem) ? symbol : throw new JsonException(problem);

    public override void Write(Utf8JsonWriter writer, Symbol value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

using System.Globalization;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Evidence;

/// <summary>
/// A number of the evidence on its way into a sentence. It prints itself in the precision its unit deserves, so what a
/// sentence shows is always a rounding of the datum it cites. Format <c>+</c> prints the sign of a positive value too.
/// </summary>
internal sealed class Figure(EvidenceItem item, bool chinese) : IFormattable
{
    public string Id => item.Id;

    public string Name => item.Name;

    public double Value { get; } = (double)(item.Value ?? throw new ArgumentException($"{item.Id} has no number.", nameof(item)));

    /// <summary>The sign of what is printed: 0 for a value that reads as zero.</summary>
    public int Direction => ToString().AsSpan().ContainsAnyInRange('1', '9') ? Math.Sign(Value) : 0;

    /// <summary>1 above, -1 under, 0 when both read the same.</summary>
    public int Against(Figure other) => ToString() == other.ToString() ? 0 : Math.Sign(Value - other.Value);

    public override string ToString() => ToString(null, null);

    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        var value = item.Value!.Value;
        var sign = format == "+" && value > 0 ? "+" : "";
        return sign + item.Unit switch
        {
            "%" => Print(value, 1) + "%",
            "count" or "days" => Print(value, 0),
            _ when Math.Abs(value) >= 1_000_000m => Scaled(value),
            _ => Print(value, Math.Abs(value) < 1 ? 4 : 2),
        };
    }

    private string Scaled(decimal value) => (chinese, Math.Abs(value)) switch
    {
        (true, >= 100_000_000m) => Print(value / 100_000_000m, 2) + "亿",
        (true, _) => Print(value / 10_000m, 2) + "万",
        (false, >= 1_000_000_000m) => Print(value / 1_000_000_000m, 2) + "bn",
        (false, _) => Print(value / 1_000_000m, 2) + "M",
    };

    private static string Print(decimal value, int decimals) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);
}

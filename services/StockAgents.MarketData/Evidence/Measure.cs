namespace StockAgents.MarketData.Evidence;

/// <summary>A unit of <see cref="Contracts.MarketData.DataPoint"/> and the decimals a value in it is given with.</summary>
internal sealed record Measure(string Unit, int Decimals)
{
    // Beyond this a value can't be a decimal with its fraction, and no price or volume is real.
    private const double Largest = 1e24;

    public static Measure Percent { get; } = new("%", 4);
    public static Measure Ratio { get; } = new("ratio", 6);
    public static Measure Points { get; } = new("points", 4);
    public static Measure Shares { get; } = new("shares", 0);
    public static Measure Count { get; } = new("count", 0);

    /// <summary>Four decimals, and more where the price is so small that they would be fewer than six significant digits.</summary>
    /// <param name="price">The newest close: what differences and averages of prices are as fine as.</param>
    public static Measure Money(string currency, double price) =>
        new(currency, price > 0 && double.IsFinite(price) ? Math.Clamp(5 - (int)Math.Floor(Math.Log10(price)), 4, 20) : 4);

    /// <summary>The value as it is stated; null when it is not a number or too large to be one.</summary>
    public decimal? State(double value) =>
        double.IsFinite(value) && Math.Abs(value) < Largest && Math.Round((decimal)value, Decimals) is var stated
            ? stated == 0 ? 0 : stated
            : null;
}

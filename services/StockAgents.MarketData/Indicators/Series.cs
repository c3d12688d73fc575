namespace StockAgents.MarketData.Indicators;

/// <summary>
/// What every indicator asks of its arguments. Inputs may be empty or shorter than the period: the output is then NaN,
/// which means "not known at this bar" throughout (warm-up, or a ratio without a denominator).
/// </summary>
internal static class Series
{
    /// <summary>Checks the period and that every span has one value a bar, and marks every bar of the output as not known.</summary>
    public static void Prepare(int bars, int period, Span<double> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        SameLength(bars, output);
        output.Fill(double.NaN);
    }

    public static void SameLength(int bars, ReadOnlySpan<double> other)
    {
        if (other.Length != bars)
            throw new ArgumentException($"A span of {other.Length} values was given for {bars} bars.", nameof(other));
    }
}

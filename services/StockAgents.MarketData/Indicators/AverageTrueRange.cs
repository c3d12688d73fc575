namespace StockAgents.MarketData.Indicators;

/// <summary>
/// ATR (Wilder 1978): Wilder-smoothed true range, seeded by the mean of the first <c>period</c> true ranges; the first bar
/// has none, as it has no previous close. First value at bar <c>period</c>.
/// </summary>
internal static class AverageTrueRange
{
    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, Span<double> output)
    {
        Series.Prepare(close.Length, period, output);
        Series.SameLength(close.Length, high);
        Series.SameLength(close.Length, low);
        if (close.Length <= period)
            return;
        var average = 0.0;
        for (var i = 1; i <= period; i++)
            average += TrueRange(high[i], low[i], close[i - 1]) / period;
        output[period] = average;
        for (var i = period + 1; i < close.Length; i++)
            output[i] = average += (TrueRange(high[i], low[i], close[i - 1]) - average) / period;
    }

    /// <summary>The range of a bar, extended to the previous close where the bar opened with a gap.</summary>
    internal static double TrueRange(double high, double low, double previousClose) =>
        Math.Max(high, previousClose) - Math.Min(low, previousClose);
}

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// EMA with smoothing 2 / (period + 1), seeded at bar <c>period - 1</c> by the simple mean of the bars so far, as TA-Lib
/// and Stock.Indicators do. First value at bar <c>period - 1</c>.
/// </summary>
internal static class ExponentialMovingAverage
{
    public static void Compute(ReadOnlySpan<double> values, int period, Span<double> output)
    {
        Series.Prepare(values.Length, period, output);
        if (values.Length < period)
            return;
        var average = Seed(values[..period]);
        var weight = Weight(period);
        output[period - 1] = average;
        for (var i = period; i < values.Length; i++)
            output[i] = average += weight * (values[i] - average);
    }

    /// <summary>The weight of the newest value.</summary>
    internal static double Weight(int period) => 2.0 / (period + 1);

    /// <summary>The plain mean of the first values, taken around the first so that a constant series stays exactly constant.</summary>
    internal static double Seed(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value - values[0];
        return values[0] + (sum / values.Length);
    }
}

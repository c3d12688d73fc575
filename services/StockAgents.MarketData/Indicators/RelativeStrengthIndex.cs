namespace StockAgents.MarketData.Indicators;

/// <summary>
/// RSI (J. Welles Wilder, New Concepts in Technical Trading Systems, 1978): 100 x average gain / (average gain + average
/// loss), both averages Wilder-smoothed and seeded by the mean of the first <c>period</c> changes. First value at bar
/// <c>period</c>; 0 to 100; NaN while the series has not moved at all.
/// </summary>
internal static class RelativeStrengthIndex
{
    public static void Compute(ReadOnlySpan<double> close, int period, Span<double> output)
    {
        Series.Prepare(close.Length, period, output);
        if (close.Length <= period)
            return;
        double gain = 0, loss = 0;
        for (var i = 1; i <= period; i++)
        {
            var change = close[i] - close[i - 1];
            gain += Math.Max(change, 0) / period;
            loss += Math.Max(-change, 0) / period;
        }
        output[period] = 100 * (gain / (gain + loss));
        var weight = 1.0 / period;
        for (var i = period + 1; i < close.Length; i++)
        {
            var change = close[i] - close[i - 1];
            gain += weight * (Math.Max(change, 0) - gain);
            loss += weight * (Math.Max(-change, 0) - loss);
            output[i] = 100 * (gain / (gain + loss));
        }
    }
}

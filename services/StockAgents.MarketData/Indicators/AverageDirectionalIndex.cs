namespace StockAgents.MarketData.Indicators;

/// <summary>
/// ADX with +DI and -DI (Wilder 1978): directional movement and true range summed over the first <c>period</c> bars with a
/// predecessor, then Wilder-smoothed; ADX is the smoothed |+DI - -DI| / (+DI + -DI), seeded by the mean of its first <c>period</c>
/// values. TA-Lib seeds the sums with one bar less, which dies out with (1 - 1/period)^n. The DIs start at bar <c>period</c>,
/// ADX at bar <c>2 period - 1</c>. NaN while nothing has moved.
/// </summary>
internal static class AverageDirectionalIndex
{
    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period,
        Span<double> adx, Span<double> plusDi, Span<double> minusDi)
    {
        Series.Prepare(close.Length, period, adx);
        Series.Prepare(close.Length, period, plusDi);
        Series.Prepare(close.Length, period, minusDi);
        Series.SameLength(close.Length, high);
        Series.SameLength(close.Length, low);

        double range = 0, up = 0, down = 0, average = 0;
        var directions = 0;
        for (var i = 1; i < close.Length; i++)
        {
            var rise = high[i] - high[i - 1];
            var fall = low[i - 1] - low[i];
            var keep = i > period ? 1.0 - (1.0 / period) : 1.0;
            range = (range * keep) + AverageTrueRange.TrueRange(high[i], low[i], close[i - 1]);
            up = (up * keep) + (rise > fall ? Math.Max(rise, 0) : 0);
            down = (down * keep) + (fall > rise ? Math.Max(fall, 0) : 0);
            if (i < period)
                continue;

            plusDi[i] = 100 * (up / range);
            minusDi[i] = 100 * (down / range);
            var direction = 100 * (Math.Abs(up - down) / (up + down));
            // A market that has not moved yet has no direction; the average starts with the first that exists.
            if (double.IsNaN(direction))
                continue;
            directions++;
            average += directions <= period ? direction / period : (direction - average) / period;
            if (directions >= period)
                adx[i] = average;
        }
    }
}

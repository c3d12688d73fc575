namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Slow stochastic (George Lane, Lane's Stochastics, 1984): where the close lies between the lowest low and the highest
/// high of <c>lookback</c> bars, in percent, averaged over <c>smoothing</c> bars (%K), and %K's mean over <c>signal</c> bars (%D).
/// First %K at bar <c>lookback + smoothing - 2</c>. NaN where a window has no range at all.
/// </summary>
internal static class Stochastic
{
    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close,
        int lookback, int smoothing, int signal, Span<double> k, Span<double> d)
    {
        // %D's span holds the raw values until %K has been made of them.
        RangePosition.Compute(high, low, close, lookback, d);
        SimpleMovingAverage.Compute(d, smoothing, k);
        SimpleMovingAverage.Compute(k, signal, d);
    }
}

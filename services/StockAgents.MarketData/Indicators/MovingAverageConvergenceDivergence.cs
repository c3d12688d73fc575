namespace StockAgents.MarketData.Indicators;

/// <summary>
/// MACD (Gerald Appel, 1979): fast EMA less slow EMA, its EMA as the signal, and the difference of the two. Each EMA is
/// seeded by the mean of its own first bars, as Stock.Indicators does; TA-Lib starts the fast one at the slow one's first
/// bar, which differs by less than 1e-6 once about a hundred bars have passed. MACD starts at bar <c>slow - 1</c>, the signal at
/// bar <c>slow + signal - 2</c>.
/// </summary>
internal static class MovingAverageConvergenceDivergence
{
    public static void Compute(
        ReadOnlySpan<double> close, int fast, int slow, int signal, Span<double> macd, Span<double> signalLine, Span<double> histogram)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fast, slow);
        Series.Prepare(close.Length, fast, macd);
        Series.Prepare(close.Length, signal, signalLine);
        Series.Prepare(close.Length, slow, histogram);
        if (close.Length < slow)
            return;

        var quick = ExponentialMovingAverage.Seed(close[..fast]);
        var quickWeight = ExponentialMovingAverage.Weight(fast);
        for (var i = fast; i < slow; i++)
            quick += quickWeight * (close[i] - quick);
        var steady = ExponentialMovingAverage.Seed(close[..slow]);
        var steadyWeight = ExponentialMovingAverage.Weight(slow);
        macd[slow - 1] = quick - steady;

        var seed = macd[slow - 1] / signal;
        var signalWeight = ExponentialMovingAverage.Weight(signal);
        var firstSignal = slow + signal - 2;
        var line = seed;
        if (firstSignal == slow - 1)
            (signalLine[firstSignal], histogram[firstSignal]) = (line, macd[firstSignal] - line);
        for (var i = slow; i < close.Length; i++)
        {
            quick += quickWeight * (close[i] - quick);
            steady += steadyWeight * (close[i] - steady);
            var difference = quick - steady;
            macd[i] = difference;
            line += i <= firstSignal ? difference / signal : signalWeight * (difference - line);
            if (i >= firstSignal)
                (signalLine[i], histogram[i]) = (line, difference - line);
        }
    }
}

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// One-day historical value at risk (Jorion, Value at Risk, "Historical-simulation method"): the loss that <c>confidence</c> of the last
/// <c>period</c> daily returns stayed above, as a fraction of the position, positive for a loss. The quantile is interpolated as in
/// Hyndman and Fan (1996), type 7. First value at bar <c>period</c>. The window is kept sorted: log(period) comparisons and one block move a bar.
/// </summary>
internal static class HistoricalValueAtRisk
{
    private const int OnStack = 512;

    public static void Compute(ReadOnlySpan<double> close, int period, double confidence, Span<double> output)
    {
        Series.Prepare(close.Length, period, output);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        if (close.Length <= period)
            return;
        Span<double> sorted = period <= OnStack ? stackalloc double[period] : new double[period];
        for (var i = 0; i < period; i++)
            sorted[i] = Return(close, i + 1);
        sorted.Sort();
        output[period] = -Quantile(sorted, 1 - confidence);
        for (var i = period + 1; i < close.Length; i++)
        {
            Replace(sorted, Return(close, i - period), Return(close, i));
            output[i] = -Quantile(sorted, 1 - confidence);
        }
    }

    private static double Return(ReadOnlySpan<double> close, int index) => (close[index] / close[index - 1]) - 1;

    private static void Replace(Span<double> sorted, double leaving, double entering)
    {
        var from = sorted.BinarySearch(leaving);
        var to = sorted.BinarySearch(entering);
        to = to < 0 ? ~to : to;
        if (to > from)
        {
            to--;
            sorted[(from + 1)..(to + 1)].CopyTo(sorted[from..]);
        }
        else
        {
            sorted[to..from].CopyTo(sorted[(to + 1)..]);
        }
        sorted[to] = entering;
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        var place = probability * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// KDJ as Chinese terminals draw it: RSV is the close's place in the window's range (50 where there is no range),
/// K = 2/3 K' + 1/3 RSV, D = 2/3 D' + 1/3 K, J = 3K - 2D, with K and D at 50 before the first full window.
/// With other smoothings 1/3 becomes 1/smoothing. First value at bar <c>lookback - 1</c>.
/// </summary>
internal static class Kdj
{
    private const double Start = 50;

    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close,
        int lookback, int smoothK, int smoothD, Span<double> k, Span<double> d, Span<double> j)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(smoothK, 1);
        RangePosition.Compute(high, low, close, lookback, j);
        Series.Prepare(close.Length, smoothK, k);
        Series.Prepare(close.Length, smoothD, d);
        double lastK = Start, lastD = Start;
        for (var i = lookback - 1; i < close.Length; i++)
        {
            var rsv = double.IsNaN(j[i]) ? Start : j[i];
            lastK += (rsv - lastK) / smoothK;
            lastD += (lastK - lastD) / smoothD;
            (k[i], d[i], j[i]) = (lastK, lastD, (3 * lastK) - (2 * lastD));
        }
    }
}

using System.Runtime.InteropServices;

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Beta (Sharpe 1964: covariance with the benchmark over the benchmark's variance) and Pearson correlation of simple daily returns
/// over <c>period</c> bars. The two series must be on the same days. First values at bar <c>period</c>; NaN where a series did not move.
/// </summary>
internal static class BetaCorrelation
{
    public static void Compute(
        ReadOnlySpan<double> close, ReadOnlySpan<double> benchmark, int period, Span<double> beta, Span<double> correlation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        Series.Prepare(close.Length, period, beta);
        Series.Prepare(close.Length, period, correlation);
        Series.SameLength(close.Length, benchmark);
        SlidingWindow.Slide<Moments, Regression>(
            close.Length, period, new Regression { Asset = close, Market = benchmark, Period = period, Beta = beta, Correlation = correlation });
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Moments(double X, double Y, double Xx, double Yy, double Xy);

    private readonly ref struct Regression : IWindow<Moments>
    {
        public required ReadOnlySpan<double> Asset { get; init; }
        public required ReadOnlySpan<double> Market { get; init; }
        public required int Period { get; init; }
        public required Span<double> Beta { get; init; }
        public required Span<double> Correlation { get; init; }

        public Moments At(int index, int anchor)
        {
            var x = Return(Market, index) - Return(Market, anchor);
            var y = Return(Asset, index) - Return(Asset, anchor);
            return new Moments(x, y, x * x, y * y, x * y);
        }

        public Moments Join(in Moments a, in Moments b) => new(a.X + b.X, a.Y + b.Y, a.Xx + b.Xx, a.Yy + b.Yy, a.Xy + b.Xy);

        public void Close(int index, int anchor, in Moments window)
        {
            if (index < Period)
                return;
            var covariance = window.Xy - (window.X * window.Y / Period);
            var market = window.Xx - (window.X * window.X / Period);
            var asset = window.Yy - (window.Y * window.Y / Period);
            Beta[index] = market > 0 ? covariance / market : double.NaN;
            Correlation[index] = market > 0 && asset > 0
                ? Math.Clamp(covariance / Math.Sqrt(market * asset), -1, 1)
                : double.NaN;
        }

        private static double Return(ReadOnlySpan<double> prices, int index) => index == 0 ? 0 : (prices[index] / prices[index - 1]) - 1;
    }
}

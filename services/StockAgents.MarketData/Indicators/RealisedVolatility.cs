using System.Runtime.InteropServices;

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Realised volatility (Hull, Options, Futures and Other Derivatives, "Estimating volatility from historical data"): sample
/// standard deviation of <c>period</c> daily log returns, annualised with 252 sessions, as a fraction (0.2 is 20 %).
/// First value at bar <c>period</c>.
/// </summary>
internal static class RealisedVolatility
{
    private const double SessionsPerYear = 252;

    public static void Compute(ReadOnlySpan<double> close, int period, Span<double> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        Series.Prepare(close.Length, period, output);
        SlidingWindow.Slide<Moments, Deviation>(close.Length, period, new Deviation(close, period, output));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Moments(double Sum, double Squares);

    private readonly ref struct Deviation(ReadOnlySpan<double> close, int period, Span<double> output) : IWindow<Moments>
    {
        private readonly ReadOnlySpan<double> _close = close;
        private readonly Span<double> _output = output;
        private readonly int _period = period;

        public Moments At(int index, int anchor)
        {
            var difference = Return(index) - Return(anchor);
            return new Moments(difference, difference * difference);
        }

        public Moments Join(in Moments older, in Moments newer) => new(older.Sum + newer.Sum, older.Squares + newer.Squares);

        public void Close(int index, int anchor, in Moments window)
        {
            if (index < _period)
                return;
            var squares = window.Squares - (window.Sum * window.Sum / _period);
            _output[index] = Math.Sqrt(SessionsPerYear * Math.Max(0, squares) / (_period - 1));
        }

        // The first bar has no return; the only block that contains it closes no window.
        private double Return(int index) => index == 0 ? 0 : Math.Log(_close[index] / _close[index - 1]);
    }
}

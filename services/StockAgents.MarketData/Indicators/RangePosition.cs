using System.Runtime.InteropServices;

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Where the close lies between the lowest low (0) and the highest high (100) of a window; the raw value under the
/// stochastic, KDJ (its RSV) and Williams %R. NaN where high and low of the whole window are equal.
/// </summary>
internal static class RangePosition
{
    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, Span<double> output)
    {
        Series.Prepare(close.Length, period, output);
        Series.SameLength(close.Length, high);
        Series.SameLength(close.Length, low);
        SlidingWindow.Slide<Range, Position>(close.Length, period, new Position(high, low, close, output));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Range(double High, double Low);

    private readonly ref struct Position(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, Span<double> output) : IWindow<Range>
    {
        private readonly ReadOnlySpan<double> _high = high;
        private readonly ReadOnlySpan<double> _low = low;
        private readonly ReadOnlySpan<double> _close = close;
        private readonly Span<double> _output = output;

        public Range At(int index, int anchor) => new(_high[index], _low[index]);

        public Range Join(in Range older, in Range newer) => new(Math.Max(older.High, newer.High), Math.Min(older.Low, newer.Low));

        public void Close(int index, int anchor, in Range window) =>
            _output[index] = 100 * ((_close[index] - window.Low) / (window.High - window.Low));
    }
}

using System.Runtime.InteropServices;

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Donchian channel (Richard Donchian, 1960): highest high and lowest low of the last <c>period</c> bars, the bar itself included.
/// A breakout rule compares with the channel of the bar before. First values at bar <c>period - 1</c>.
/// </summary>
internal static class DonchianChannel
{
    public static void Compute(ReadOnlySpan<double> high, ReadOnlySpan<double> low, int period, Span<double> upper, Span<double> lower)
    {
        Series.Prepare(high.Length, period, upper);
        Series.Prepare(high.Length, period, lower);
        Series.SameLength(high.Length, low);
        SlidingWindow.Slide<Channel, Extremes>(high.Length, period, new Extremes(high, low, upper, lower));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Channel(double Upper, double Lower);

    private readonly ref struct Extremes(ReadOnlySpan<double> high, ReadOnlySpan<double> low, Span<double> upper, Span<double> lower) : IWindow<Channel>
    {
        private readonly ReadOnlySpan<double> _high = high;
        private readonly ReadOnlySpan<double> _low = low;
        private readonly Span<double> _upper = upper;
        private readonly Span<double> _lower = lower;

        public Channel At(int index, int anchor) => new(_high[index], _low[index]);

        public Channel Join(in Channel older, in Channel newer) => new(Math.Max(older.Upper, newer.Upper), Math.Min(older.Lower, newer.Lower));

        public void Close(int index, int anchor, in Channel window) => (_upper[index], _lower[index]) = (window.Upper, window.Lower);
    }
}

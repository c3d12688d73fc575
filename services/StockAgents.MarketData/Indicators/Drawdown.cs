using System.Runtime.InteropServices;

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Drawdown within a rolling window (Magdon-Ismail and Atiya, Maximum Drawdown, 2004): the fall from the window's peak to the last close,
/// and the largest fall from any peak to a later trough inside the window, as fractions of the peak (0.25 is 25 % below).
/// First values at bar <c>period - 1</c>. Closes must be positive.
/// </summary>
internal static class Drawdown
{
    public static void Compute(ReadOnlySpan<double> close, int period, Span<double> current, Span<double> largest)
    {
        Series.Prepare(close.Length, period, current);
        Series.Prepare(close.Length, period, largest);
        SlidingWindow.Slide<Stretch, Fall>(close.Length, period, new Fall(close, current, largest));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Stretch(double Peak, double Trough, double Largest);

    private readonly ref struct Fall(ReadOnlySpan<double> close, Span<double> current, Span<double> largest) : IWindow<Stretch>
    {
        private readonly ReadOnlySpan<double> _close = close;
        private readonly Span<double> _current = current;
        private readonly Span<double> _largest = largest;

        public Stretch At(int index, int anchor) => new(_close[index], _close[index], 0);

        // The largest fall lies in one of the two stretches or runs from the older one's peak to the newer one's trough.
        public Stretch Join(in Stretch older, in Stretch newer) => new(
            Math.Max(older.Peak, newer.Peak),
            Math.Min(older.Trough, newer.Trough),
            Math.Max(Math.Max(older.Largest, newer.Largest), (older.Peak - newer.Trough) / older.Peak));

        public void Close(int index, int anchor, in Stretch window)
        {
            _current[index] = (window.Peak - _close[index]) / window.Peak;
            _largest[index] = window.Largest;
        }
    }
}

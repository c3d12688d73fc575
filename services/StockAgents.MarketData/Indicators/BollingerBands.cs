using System.Runtime.InteropServices;

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Bollinger bands (John Bollinger, Bollinger on Bollinger Bands, 2001): simple mean plus and minus a multiple of the
/// population standard deviation of the same window. First value at bar <c>period - 1</c>.
/// </summary>
internal static class BollingerBands
{
    public static void Compute(
        ReadOnlySpan<double> close, int period, double width, Span<double> middle, Span<double> upper, Span<double> lower)
    {
        Series.Prepare(close.Length, period, middle);
        Series.Prepare(close.Length, period, upper);
        Series.Prepare(close.Length, period, lower);
        SlidingWindow.Slide<Moments, Bands>(
            close.Length, period, new Bands { Values = close, Period = period, Width = width, Middle = middle, Upper = upper, Lower = lower });
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Moments(double Sum, double Squares);

    private readonly ref struct Bands : IWindow<Moments>
    {
        public required ReadOnlySpan<double> Values { get; init; }
        public required double Period { get; init; }
        public required double Width { get; init; }
        public required Span<double> Middle { get; init; }
        public required Span<double> Upper { get; init; }
        public required Span<double> Lower { get; init; }

        public Moments At(int index, int anchor)
        {
            var difference = Values[index] - Values[anchor];
            return new Moments(difference, difference * difference);
        }

        public Moments Join(in Moments older, in Moments newer) => new(older.Sum + newer.Sum, older.Squares + newer.Squares);

        public void Close(int index, int anchor, in Moments window)
        {
            var offset = window.Sum / Period;
            var mean = Values[anchor] + offset;
            var band = Width * Math.Sqrt(Math.Max(0, (window.Squares / Period) - (offset * offset)));
            Middle[index] = mean;
            Upper[index] = mean + band;
            Lower[index] = mean - band;
        }
    }
}

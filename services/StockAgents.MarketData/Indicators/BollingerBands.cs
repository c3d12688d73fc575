using System.Numerics.Tensors;
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
        // The upper span carries the variance until all of it is known: roots and bands are then taken several bars at once.
        SlidingWindow.Slide<Moments, Variance>(close.Length, period, new Variance(close, period, middle, upper));
        TensorPrimitives.Sqrt(upper, upper);
        TensorPrimitives.Multiply(upper, width, upper);
        TensorPrimitives.Subtract(middle, upper, lower);
        TensorPrimitives.Add(middle, upper, upper);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Moments(double Sum, double Squares);

    private readonly ref struct Variance(ReadOnlySpan<double> values, double period, Span<double> means, Span<double> variances) : IWindow<Moments>
    {
        private readonly ReadOnlySpan<double> _values = values;
        private readonly Span<double> _means = means;
        private readonly Span<double> _variances = variances;
        private readonly double _share = 1 / period;

        public Moments At(int index, int anchor)
        {
            var difference = _values[index] - _values[anchor];
            return new Moments(difference, difference * difference);
        }

        public Moments Join(in Moments older, in Moments newer) => new(older.Sum + newer.Sum, older.Squares + newer.Squares);

        public void Close(int index, int anchor, in Moments window)
        {
            var offset = window.Sum * _share;
            _means[index] = _values[anchor] + offset;
            _variances[index] = Math.Max(0, (window.Squares * _share) - (offset * offset));
        }
    }
}

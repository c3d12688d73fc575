using System.Runtime.InteropServices;

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// MFI (Gene Quong and Avrum Soudack, Stocks and Commodities, 1989): share of money flow (typical price x volume) on bars whose
/// typical price rose, over <c>period</c> bars with a predecessor, 0 to 100. First value at bar <c>period</c>; NaN where no money moved.
/// </summary>
internal static class MoneyFlowIndex
{
    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume, int period, Span<double> output)
    {
        Series.Prepare(close.Length, period, output);
        Series.SameLength(close.Length, high);
        Series.SameLength(close.Length, low);
        Series.SameLength(close.Length, volume);
        SlidingWindow.Slide<Flow, Share>(
            close.Length, period, new Share { High = high, Low = low, Last = close, Volume = volume, Period = period, Output = output });
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Flow(double In, double Out);

    private readonly ref struct Share : IWindow<Flow>
    {
        public required ReadOnlySpan<double> High { get; init; }
        public required ReadOnlySpan<double> Low { get; init; }
        public required ReadOnlySpan<double> Last { get; init; }
        public required ReadOnlySpan<double> Volume { get; init; }
        public required int Period { get; init; }
        public required Span<double> Output { get; init; }

        public Flow At(int index, int anchor)
        {
            if (index == 0)
                return default;
            var typical = Typical(index);
            var before = Typical(index - 1);
            var money = typical * Volume[index];
            return new Flow(typical > before ? money : 0, typical < before ? money : 0);
        }

        public Flow Join(in Flow older, in Flow newer) => new(older.In + newer.In, older.Out + newer.Out);

        public void Close(int index, int anchor, in Flow window)
        {
            if (index >= Period)
                Output[index] = 100 * (window.In / (window.In + window.Out));
        }

        private double Typical(int index) => (High[index] + Low[index] + Last[index]) / 3;
    }
}

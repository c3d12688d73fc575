namespace StockAgents.MarketData.Indicators;

/// <summary>
/// CCI (Donald Lambert, Commodities, 1980): distance of the typical price from its mean, in units of 0.015 mean absolute
/// deviations of the same window. First value at bar <c>period - 1</c>; NaN where the window has no deviation. The deviation is
/// taken around a mean that moves with each bar, so this is the one indicator whose cost grows with the period.
/// </summary>
internal static class CommodityChannelIndex
{
    private const double Scale = 0.015;

    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, Span<double> output)
    {
        Series.Prepare(close.Length, period, output);
        Series.SameLength(close.Length, high);
        Series.SameLength(close.Length, low);
        SlidingWindow.Slide<double, Channel>(
            close.Length, period, new Channel { High = high, Low = low, Last = close, Period = period, Output = output });
    }

    private readonly ref struct Channel : IWindow<double>
    {
        public required ReadOnlySpan<double> High { get; init; }
        public required ReadOnlySpan<double> Low { get; init; }
        public required ReadOnlySpan<double> Last { get; init; }
        public required int Period { get; init; }
        public required Span<double> Output { get; init; }

        public double At(int index, int anchor) => Typical(index) - Typical(anchor);

        public double Join(in double older, in double newer) => older + newer;

        public void Close(int index, int anchor, in double window)
        {
            var mean = Typical(anchor) + (window / Period);
            var deviation = 0.0;
            for (var i = index - Period + 1; i <= index; i++)
                deviation += Math.Abs(Typical(i) - mean);
            Output[index] = (Typical(index) - mean) / (Scale * (deviation / Period));
        }

        private double Typical(int index) => (High[index] + Low[index] + Last[index]) / 3;
    }
}

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// CMF (Marc Chaikin): volume weighted by where each close lies in its bar's range (-1 at the low, +1 at the high, 0 when the bar
/// has no range), summed over <c>period</c> bars and divided by their volume: -1 to 1. NaN where nothing was traded.
/// </summary>
internal static class ChaikinMoneyFlow
{
    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, ReadOnlySpan<double> volume, int period, Span<double> output)
    {
        Series.Prepare(close.Length, period, output);
        Series.SameLength(close.Length, high);
        Series.SameLength(close.Length, low);
        Series.SameLength(close.Length, volume);
        SlidingWindow.Slide<WeightedSums, Flow>(
            close.Length, period, new Flow { High = high, Low = low, Last = close, Volume = volume, Output = output });
    }

    private readonly ref struct Flow : IWindow<WeightedSums>
    {
        public required ReadOnlySpan<double> High { get; init; }
        public required ReadOnlySpan<double> Low { get; init; }
        public required ReadOnlySpan<double> Last { get; init; }
        public required ReadOnlySpan<double> Volume { get; init; }
        public required Span<double> Output { get; init; }

        public WeightedSums At(int index, int anchor)
        {
            var range = High[index] - Low[index];
            var place = range > 0 ? ((Last[index] - Low[index]) - (High[index] - Last[index])) / range : 0;
            return new WeightedSums(place * Volume[index], Volume[index]);
        }

        public WeightedSums Join(in WeightedSums older, in WeightedSums newer) => older + newer;

        public void Close(int index, int anchor, in WeightedSums window) => Output[index] = window.Ratio;
    }
}

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// VWMA (Buff Dormeier, Investing with Volume Analysis, 2011): mean close of the window, each day weighted by its volume.
/// First value at bar <c>period - 1</c>; NaN where nothing was traded.
/// </summary>
internal static class VolumeWeightedMovingAverage
{
    public static void Compute(ReadOnlySpan<double> close, ReadOnlySpan<double> volume, int period, Span<double> output)
    {
        Series.Prepare(close.Length, period, output);
        Series.SameLength(close.Length, volume);
        SlidingWindow.Slide<WeightedSums, Mean>(close.Length, period, new Mean(close, volume, output));
    }

    private readonly ref struct Mean(ReadOnlySpan<double> close, ReadOnlySpan<double> volume, Span<double> output) : IWindow<WeightedSums>
    {
        private readonly ReadOnlySpan<double> _close = close;
        private readonly ReadOnlySpan<double> _volume = volume;
        private readonly Span<double> _output = output;

        public WeightedSums At(int index, int anchor) => new((_close[index] - _close[anchor]) * _volume[index], _volume[index]);

        public WeightedSums Join(in WeightedSums older, in WeightedSums newer) => older + newer;

        public void Close(int index, int anchor, in WeightedSums window) => _output[index] = _close[anchor] + window.Ratio;
    }
}

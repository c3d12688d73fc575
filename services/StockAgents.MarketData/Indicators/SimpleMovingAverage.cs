namespace StockAgents.MarketData.Indicators;

/// <summary>SMA: the arithmetic mean of the last <c>period</c> values. First value at bar <c>period - 1</c>.</summary>
internal static class SimpleMovingAverage
{
    /// <param name="output">One value a bar; must not overlap <paramref name="values"/>.</param>
    public static void Compute(ReadOnlySpan<double> values, int period, Span<double> output)
    {
        Series.Prepare(values.Length, period, output);
        SlidingWindow.Slide<double, Mean>(values.Length, period, new Mean(values, period, output));
    }

    private readonly ref struct Mean(ReadOnlySpan<double> values, int period, Span<double> output) : IWindow<double>
    {
        private readonly ReadOnlySpan<double> _values = values;
        private readonly Span<double> _output = output;
        private readonly double _period = period;

        public double At(int index, int anchor) => _values[index] - _values[anchor];

        public double Join(in double older, in double newer) => older + newer;

        public void Close(int index, int anchor, in double window) => _output[index] = _values[anchor] + (window / _period);
    }
}

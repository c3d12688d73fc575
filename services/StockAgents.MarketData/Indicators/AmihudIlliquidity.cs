namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Illiquidity (Amihud, Illiquidity and stock returns, Journal of Financial Markets, 2002): mean over <c>period</c> days of the absolute
/// daily return in percent for each million of currency traded. First value at bar <c>period</c>; NaN where a day had no trade.
/// </summary>
internal static class AmihudIlliquidity
{
    private const double Million = 1e6;

    /// <param name="returns">Closes that returns are taken of (a total-return series where there is one).</param>
    /// <param name="tradedValue">Money traded on each day, in units of currency.</param>
    public static void Compute(ReadOnlySpan<double> returns, ReadOnlySpan<double> tradedValue, int period, Span<double> output)
    {
        Series.Prepare(returns.Length, period, output);
        Series.SameLength(returns.Length, tradedValue);
        SlidingWindow.Slide<double, Impact>(returns.Length, period, new Impact(returns, tradedValue, period, output));
    }

    private readonly ref struct Impact(ReadOnlySpan<double> returns, ReadOnlySpan<double> tradedValue, int period, Span<double> output) : IWindow<double>
    {
        private readonly ReadOnlySpan<double> _returns = returns;
        private readonly ReadOnlySpan<double> _tradedValue = tradedValue;
        private readonly Span<double> _output = output;
        private readonly int _period = period;

        public double At(int index, int anchor)
        {
            if (index == 0)
                return 0;
            var change = 100 * Math.Abs((_returns[index] / _returns[index - 1]) - 1);
            return _tradedValue[index] > 0 ? change / (_tradedValue[index] / Million) : double.NaN;
        }

        public double Join(in double older, in double newer) => older + newer;

        public void Close(int index, int anchor, in double window)
        {
            if (index >= _period)
                _output[index] = window / _period;
        }
    }
}

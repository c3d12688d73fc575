using System.Numerics.Tensors;

namespace StockAgents.MarketData.Indicators;

/// <summary>
/// Williams %R (Larry Williams, How I Made One Million Dollars, 1973): distance of the close below the highest high, in
/// percent of the window's range, from 0 (at the high) to -100 (at the low). First value at bar <c>period - 1</c>.
/// </summary>
internal static class WilliamsPercentRange
{
    public static void Compute(
        ReadOnlySpan<double> high, ReadOnlySpan<double> low, ReadOnlySpan<double> close, int period, Span<double> output)
    {
        RangePosition.Compute(high, low, close, period, output);
        TensorPrimitives.Subtract(output, 100, output);
    }
}

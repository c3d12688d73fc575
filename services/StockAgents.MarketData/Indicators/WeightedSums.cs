using System.Runtime.InteropServices;

namespace StockAgents.MarketData.Indicators;

/// <summary>Rolling sum of value x weight over rolling sum of weight: the shape of VWMA and Chaikin money flow. NaN where the weights sum to 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WeightedSums(double Value, double Weight)
{
    public static WeightedSums operator +(in WeightedSums left, in WeightedSums right) => new(left.Value + right.Value, left.Weight + right.Weight);

    public double Ratio => Weight > 0 ? Value / Weight : double.NaN;
}

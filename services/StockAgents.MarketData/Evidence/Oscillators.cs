using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Evidence;

/// <summary>RSI, stochastic, KDJ, CCI and Williams %R of the price section.</summary>
internal static class Oscillators
{
    public static void Add(SectionWriter section, PriceHistory levels)
    {
        section.Add(levels, EvidenceNames.Rsi, Measure.Points, 15,
            levels.Last(o => RelativeStrengthIndex.Compute(levels.Close, 14, o)), "RSI(14), Wilder smoothing, split-adjusted closes");
        double[] k = new double[levels.Count], d = new double[levels.Count], j = new double[levels.Count];
        Stochastic.Compute(levels.High, levels.Low, levels.Close, 14, 3, 3, k, d);
        section.Add(levels, EvidenceNames.StochasticK, Measure.Points, 16, Newest(k), "slow stochastic %K(14, 3), split-adjusted prices");
        section.Add(levels, EvidenceNames.StochasticD, Measure.Points, 18, Newest(d), "slow stochastic %D(14, 3, 3), split-adjusted prices");
        Kdj.Compute(levels.High, levels.Low, levels.Close, 9, 3, 3, k, d, j);
        // KDJ is 50 by convention while nothing has moved; stated as a reading it would be an invented one.
        var moved = levels.Count >= 9 && levels.High.AsSpan(^9..).ToArray().Max() > levels.Low.AsSpan(^9..).ToArray().Min();
        section.Add(levels, EvidenceNames.KdjK, Measure.Points, 9, moved ? Newest(k) : double.NaN, "KDJ(9, 3, 3) K, split-adjusted prices");
        section.Add(levels, EvidenceNames.KdjD, Measure.Points, 9, moved ? Newest(d) : double.NaN, "KDJ(9, 3, 3) D, split-adjusted prices");
        section.Add(levels, EvidenceNames.KdjJ, Measure.Points, 9, moved ? Newest(j) : double.NaN, "KDJ(9, 3, 3) J = 3K - 2D, split-adjusted prices");
        section.Add(levels, EvidenceNames.Cci, Measure.Points, 20,
            levels.Last(o => CommodityChannelIndex.Compute(levels.High, levels.Low, levels.Close, 20, o)), "CCI(20), typical price, split-adjusted");
        section.Add(levels, EvidenceNames.WilliamsR, Measure.Points, 14,
            levels.Last(o => WilliamsPercentRange.Compute(levels.High, levels.Low, levels.Close, 14, o)), "Williams %R(14), split-adjusted prices");
    }

    private static double Newest(double[] values) => values.Length > 0 ? values[^1] : double.NaN;
}

using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Tests.Indicators;

public sealed class IndicatorAllocationTests
{
    private const int Bars = 10_000;

    [Fact]
    public void Ten_thousand_bars_are_computed_without_allocating()
    {
        double[] close = [.. Enumerable.Range(0, Bars).Select(i => 100 + Math.Sin(i))];
        double[] high = [.. close.Select(c => c + 1)], low = [.. close.Select(c => c - 1)], volume = [.. close.Select(c => c * 1000)];
        double[] a = new double[Bars], b = new double[Bars], c = new double[Bars];
        All();
        var before = GC.GetAllocatedBytesForCurrentThread();
        All();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void All()
        {
            SimpleMovingAverage.Compute(close, 200, a);
            ExponentialMovingAverage.Compute(close, 20, a);
            RelativeStrengthIndex.Compute(close, 14, a);
            MovingAverageConvergenceDivergence.Compute(close, 12, 26, 9, a, b, c);
            BollingerBands.Compute(close, 20, 2, a, b, c);
            AverageTrueRange.Compute(high, low, close, 14, a);
            Stochastic.Compute(high, low, close, 14, 3, 3, a, b);
            Kdj.Compute(high, low, close, 9, 3, 3, a, b, c);
            AverageDirectionalIndex.Compute(high, low, close, 14, a, b, c);
            OnBalanceVolume.Compute(close, volume, a);
            MoneyFlowIndex.Compute(high, low, close, volume, 14, a);
            CommodityChannelIndex.Compute(high, low, close, 20, a);
            WilliamsPercentRange.Compute(high, low, close, 14, a);
            VolumeWeightedMovingAverage.Compute(close, volume, 20, a);
            ChaikinMoneyFlow.Compute(high, low, close, volume, 20, a);
            RealisedVolatility.Compute(close, 250, a);
            Drawdown.Compute(close, 250, a, b);
            DonchianChannel.Compute(high, low, 55, a, b);
            HistoricalValueAtRisk.Compute(close, 250, 0.95, a);
            BetaCorrelation.Compute(close, high, 250, a, b);
            AmihudIlliquidity.Compute(close, volume, 20, a);
        }
    }
}

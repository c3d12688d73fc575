using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Tests.Indicators;

/// <summary>How an indicator answers when every price is multiplied by the same factor.</summary>
internal enum Scaling
{
    Unchanged,
    WithPrice,
}

/// <summary>Every output of every indicator under one shape, so that a property is stated once and held by all.</summary>
internal sealed record Indicator(string Name, Scaling Scaling, double Lowest, double Highest, Func<PriceColumns, double[]> Of)
{
    private const double Any = double.PositiveInfinity;

    public static IReadOnlyList<Indicator> All { get; } =
    [
        new("sma", Scaling.WithPrice, 0, Any, p => One(p, o => SimpleMovingAverage.Compute(p.Close, 5, o))),
        new("ema", Scaling.WithPrice, 0, Any, p => One(p, o => ExponentialMovingAverage.Compute(p.Close, 5, o))),
        new("rsi", Scaling.Unchanged, 0, 100, p => One(p, o => RelativeStrengthIndex.Compute(p.Close, 5, o))),
        new("macd", Scaling.WithPrice, -Any, Any, p => Macd(p, 0)),
        new("macd signal", Scaling.WithPrice, -Any, Any, p => Macd(p, 1)),
        new("macd histogram", Scaling.WithPrice, -Any, Any, p => Macd(p, 2)),
        new("bollinger middle", Scaling.WithPrice, 0, Any, p => Bands(p, 0)),
        new("bollinger upper", Scaling.WithPrice, 0, Any, p => Bands(p, 1)),
        new("bollinger lower", Scaling.WithPrice, -Any, Any, p => Bands(p, 2)),
        new("atr", Scaling.WithPrice, 0, Any, p => One(p, o => AverageTrueRange.Compute(p.High, p.Low, p.Close, 5, o))),
        new("stochastic k", Scaling.Unchanged, 0, 100, p => Two(p, (k, d) => Stochastic.Compute(p.High, p.Low, p.Close, 5, 3, 3, k, d), 0)),
        new("stochastic d", Scaling.Unchanged, 0, 100, p => Two(p, (k, d) => Stochastic.Compute(p.High, p.Low, p.Close, 5, 3, 3, k, d), 1)),
        new("kdj k", Scaling.Unchanged, 0, 100, p => KdjOf(p, 0)),
        new("kdj d", Scaling.Unchanged, 0, 100, p => KdjOf(p, 1)),
        new("kdj j", Scaling.Unchanged, -200, 300, p => KdjOf(p, 2)),
        new("adx", Scaling.Unchanged, 0, 100, p => Adx(p, 0)),
        new("+di", Scaling.Unchanged, 0, 100, p => Adx(p, 1)),
        new("-di", Scaling.Unchanged, 0, 100, p => Adx(p, 2)),
        new("obv", Scaling.Unchanged, -Any, Any, p => One(p, o => OnBalanceVolume.Compute(p.Close, p.Volume, o))),
        new("mfi", Scaling.Unchanged, 0, 100, p => One(p, o => MoneyFlowIndex.Compute(p.High, p.Low, p.Close, p.Volume, 5, o))),
        new("cci", Scaling.Unchanged, -Any, Any, p => One(p, o => CommodityChannelIndex.Compute(p.High, p.Low, p.Close, 5, o))),
        new("williams", Scaling.Unchanged, -100, 0, p => One(p, o => WilliamsPercentRange.Compute(p.High, p.Low, p.Close, 5, o))),
        new("vwma", Scaling.WithPrice, 0, Any, p => One(p, o => VolumeWeightedMovingAverage.Compute(p.Close, p.Volume, 5, o))),
        new("cmf", Scaling.Unchanged, -1, 1, p => One(p, o => ChaikinMoneyFlow.Compute(p.High, p.Low, p.Close, p.Volume, 5, o))),
        new("volatility", Scaling.Unchanged, 0, Any, p => One(p, o => RealisedVolatility.Compute(p.Close, 5, o))),
        new("drawdown", Scaling.Unchanged, 0, 1, p => Two(p, (c, m) => Drawdown.Compute(p.Close, 5, c, m), 0)),
        new("largest drawdown", Scaling.Unchanged, 0, 1, p => Two(p, (c, m) => Drawdown.Compute(p.Close, 5, c, m), 1)),
        new("donchian upper", Scaling.WithPrice, 0, Any, p => Two(p, (u, l) => DonchianChannel.Compute(p.High, p.Low, 5, u, l), 0)),
        new("donchian lower", Scaling.WithPrice, 0, Any, p => Two(p, (u, l) => DonchianChannel.Compute(p.High, p.Low, 5, u, l), 1)),
        new("value at risk", Scaling.Unchanged, -Any, 1, p => One(p, o => HistoricalValueAtRisk.Compute(p.Close, 5, 0.95, o))),
        new("beta", Scaling.Unchanged, -Any, Any, p => Two(p, (b, c) => BetaCorrelation.Compute(p.Close, p.High, 5, b, c), 0)),
        new("correlation", Scaling.Unchanged, -1, 1, p => Two(p, (b, c) => BetaCorrelation.Compute(p.Close, p.High, 5, b, c), 1)),
        new("amihud", Scaling.Unchanged, 0, Any, p => One(p, o => AmihudIlliquidity.Compute(p.Close, p.Volume, 5, o))),
    ];

    private static double[] One(PriceColumns p, Action<double[]> fill)
    {
        var output = new double[p.Count];
        fill(output);
        return output;
    }

    private static double[] Two(PriceColumns p, Action<double[], double[]> fill, int which)
    {
        double[][] outputs = [new double[p.Count], new double[p.Count]];
        fill(outputs[0], outputs[1]);
        return outputs[which];
    }

    private static double[] Three(PriceColumns p, Action<double[], double[], double[]> fill, int which)
    {
        double[][] outputs = [new double[p.Count], new double[p.Count], new double[p.Count]];
        fill(outputs[0], outputs[1], outputs[2]);
        return outputs[which];
    }

    private static double[] Macd(PriceColumns p, int which) =>
        Three(p, (m, s, h) => MovingAverageConvergenceDivergence.Compute(p.Close, 3, 6, 4, m, s, h), which);

    private static double[] Bands(PriceColumns p, int which) =>
        Three(p, (m, u, l) => BollingerBands.Compute(p.Close, 5, 2, m, u, l), which);

    private static double[] KdjOf(PriceColumns p, int which) =>
        Three(p, (k, d, j) => Kdj.Compute(p.High, p.Low, p.Close, 5, 3, 3, k, d, j), which);

    private static double[] Adx(PriceColumns p, int which) =>
        Three(p, (a, u, d) => AverageDirectionalIndex.Compute(p.High, p.Low, p.Close, 5, a, u, d), which);
}

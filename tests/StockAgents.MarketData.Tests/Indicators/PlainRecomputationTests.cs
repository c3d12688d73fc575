using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Tests.Indicators;

/// <summary>Indicators without a published reference file, against their definition written out on real prices.</summary>
public sealed class PlainRecomputationTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Realised_volatility_is_the_annualised_sample_deviation_of_log_returns()
    {
        var close = Apple().Close;
        var actual = new double[close.Length];
        RealisedVolatility.Compute(close, 20, actual);
        EachWindow(close.Length, 20, i =>
        {
            var returns = Range(i, 20).Select(n => Math.Log(close[n] / close[n - 1])).ToArray();
            var mean = returns.Average();
            return Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / 19 * 252);
        }, actual);
    }

    [Fact]
    public void Value_at_risk_is_the_interpolated_quantile_of_the_window()
    {
        var close = Apple().Close;
        var actual = new double[close.Length];
        HistoricalValueAtRisk.Compute(close, 250, 0.95, actual);
        EachWindow(close.Length, 250, i =>
        {
            var returns = Range(i, 250).Select(n => (close[n] / close[n - 1]) - 1).Order().ToArray();
            return -(returns[12] + (0.45 * (returns[13] - returns[12]))); // 5 % of 249 intervals is 12.45
        }, actual);
    }

    [Fact]
    public void Beta_and_correlation_are_those_of_the_daily_returns()
    {
        var apple = ReferenceTable.Load("ohlcv", "AAPL.csv");
        var market = ReferenceTable.Load("ohlcv", "SPY.csv");
        var common = market.Dates.Intersect(apple.Dates).ToHashSet();
        double[] On(ReferenceTable table) => [.. table["close"].Where((_, i) => common.Contains(table.Dates[i]))];
        double[] asset = On(apple), benchmark = On(market), beta = new double[common.Count], correlation = new double[common.Count];
        BetaCorrelation.Compute(asset, benchmark, 250, beta, correlation);

        (double Beta, double Correlation) Plain(int i)
        {
            var y = Range(i, 250).Select(n => (asset[n] / asset[n - 1]) - 1).ToArray();
            var x = Range(i, 250).Select(n => (benchmark[n] / benchmark[n - 1]) - 1).ToArray();
            double my = y.Average(), mx = x.Average();
            var xy = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
            var xx = x.Sum(a => (a - mx) * (a - mx));
            var yy = y.Sum(b => (b - my) * (b - my));
            return (xy / xx, xy / Math.Sqrt(xx * yy));
        }
        EachWindow(asset.Length, 250, i => Plain(i).Beta, beta);
        EachWindow(asset.Length, 250, i => Plain(i).Correlation, correlation);
    }

    [Fact]
    public void A_volume_weighted_average_divides_traded_value_by_volume()
    {
        var p = Apple();
        var actual = new double[p.Count];
        VolumeWeightedMovingAverage.Compute(p.Close, p.Volume, 20, actual);
        EachWindow(p.Count, 20, i => Range(i, 20).Sum(n => p.Close[n] * p.Volume[n]) / Range(i, 20).Sum(n => p.Volume[n]), actual);
    }

    [Fact]
    public void Chaikin_money_flow_weights_volume_by_the_place_of_the_close()
    {
        var p = Apple();
        var actual = new double[p.Count];
        ChaikinMoneyFlow.Compute(p.High, p.Low, p.Close, p.Volume, 20, actual);
        EachWindow(p.Count, 20, i => Range(i, 20).Sum(n => p.Volume[n] * ((2 * p.Close[n]) - p.Low[n] - p.High[n]) / (p.High[n] - p.Low[n]))
            / Range(i, 20).Sum(n => p.Volume[n]), actual);
    }

    [Fact]
    public void Illiquidity_is_the_mean_move_for_a_million_traded()
    {
        var p = Apple();
        double[] value = [.. p.Close.Zip(p.Volume, (c, v) => c * v)], actual = new double[p.Count];
        AmihudIlliquidity.Compute(p.Close, value, 20, actual);
        EachWindow(p.Count, 20, i => Range(i, 20).Average(n => Math.Abs(100 * ((p.Close[n] / p.Close[n - 1]) - 1)) / (value[n] / 1e6)), actual);
    }

    private static PriceColumns Apple() => ReferenceTable.Load("ohlcv", "AAPL.csv").Prices();

    private static IEnumerable<int> Range(int last, int count) => Enumerable.Range(last - count + 1, count);

    private static void EachWindow(int bars, int first, Func<int, double> expected, double[] actual)
    {
        for (var i = first; i < bars; i++)
            Assert.True(Same.Close(expected(i), actual[i], Tolerance), $"bar {i}: expected {expected(i):R}, is {actual[i]:R}");
    }
}

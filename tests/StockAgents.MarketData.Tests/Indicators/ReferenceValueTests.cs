using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Tests.Indicators;

/// <summary>Our values beside those of Stock.Indicators and TA-Lib, bar by bar, warm-up included.</summary>
public sealed class ReferenceValueTests
{
    private const double Tolerance = 1e-6;

    // 0.9286^250 is below 1e-8: by then nothing is left of a different Wilder or EMA seed.
    private const int SeedForgotten = 250;

    [Theory]
    [InlineData("sma", "sma")]
    [InlineData("ema", "ema")]
    [InlineData("rsi", "rsi")]
    [InlineData("macd", "macd")]
    [InlineData("macd", "signal")]
    [InlineData("macd", "histogram")]
    [InlineData("bb", "sma")]
    [InlineData("bb", "upperBand")]
    [InlineData("bb", "lowerBand")]
    [InlineData("atr", "atr")]
    [InlineData("stoch", "k")]
    [InlineData("stoch", "d")]
    [InlineData("adx", "adx")]
    [InlineData("adx", "pdi")]
    [InlineData("adx", "mdi")]
    [InlineData("obv", "obv")]
    [InlineData("mfi", "mfi")]
    [InlineData("cci", "cci")]
    [InlineData("willr", "williamsR")]
    public void Stock_Indicators_has_the_same_value_on_every_bar(string file, string column)
    {
        var quotes = ReferenceTable.Load("indicators", "stock-indicators", "quotes.csv").Prices();
        var expected = ReferenceTable.Load("indicators", "stock-indicators", $"{file}.csv")[column];

        Same.Series(expected, Standard(quotes, stochasticLookback: 14)[$"{file}.{column}"], Tolerance, what: column);
    }

    [Theory]
    [InlineData("AAPL")]
    [InlineData("600519.SS")]
    [InlineData("0700.HK")]
    public void TA_Lib_has_the_same_value_on_every_bar(string symbol)
    {
        var reference = ReferenceTable.Load("indicators", "ta-lib", $"{symbol}.csv");
        var ours = Standard(reference.PricesOf(symbol), stochasticLookback: 9);

        Same.Series(reference["sma_20"], ours["sma.sma"], Tolerance, what: "sma");
        Same.Series(reference["rsi_14"], ours["rsi.rsi"], Tolerance, what: "rsi");
        Same.Series(reference["bb_upper_20_2"], ours["bb.upperBand"], Tolerance, what: "upper band");
        Same.Series(reference["bb_middle_20_2"], ours["bb.sma"], Tolerance, what: "middle band");
        Same.Series(reference["bb_lower_20_2"], ours["bb.lowerBand"], Tolerance, what: "lower band");
        Same.Series(reference["atr_14"], ours["atr.atr"], Tolerance, what: "atr");
        Same.Series(reference["cci_20"], ours["cci.cci"], Tolerance, what: "cci");
        Same.Series(reference["mfi_14"], ours["mfi.mfi"], Tolerance, what: "mfi");
        Same.Series(reference["willr_14"], ours["willr.williamsR"], Tolerance, what: "williams");
        // TA-Lib shows %K only from the bar that has a %D.
        Same.Series(reference["stoch_slowk_9_3_3"], ours["stoch.k"], Tolerance, from: 12, what: "slow k");
        Same.Series(reference["stoch_slowd_9_3_3"], ours["stoch.d"], Tolerance, what: "slow d");
    }

    [Theory]
    [InlineData("AAPL")]
    [InlineData("600519.SS")]
    [InlineData("0700.HK")]
    public void TA_Lib_agrees_on_ADX_and_MACD_once_its_other_seed_is_forgotten(string symbol)
    {
        var reference = ReferenceTable.Load("indicators", "ta-lib", $"{symbol}.csv");
        var ours = Standard(reference.PricesOf(symbol), stochasticLookback: 9);

        Same.Series(reference["macd_12_26_9"], ours["macd.macd"], Tolerance, SeedForgotten, "macd");
        Same.Series(reference["macd_signal"], ours["macd.signal"], Tolerance, SeedForgotten, "signal");
        Same.Series(reference["macd_hist"], ours["macd.histogram"], Tolerance, SeedForgotten, "histogram");
        Same.Series(reference["plus_di_14"], ours["adx.pdi"], Tolerance, SeedForgotten, "+di");
        Same.Series(reference["minus_di_14"], ours["adx.mdi"], Tolerance, SeedForgotten, "-di");
        Same.Series(reference["adx_14"], ours["adx.adx"], Tolerance, SeedForgotten + 100, "adx");
    }

    [Theory]
    [InlineData(12)]
    [InlineData(26)]
    public void TA_Lib_has_the_same_EMA_for_the_lengths_MACD_uses(int period)
    {
        var reference = ReferenceTable.Load("indicators", "ta-lib", "AAPL.csv");
        var ema = new double[reference.Dates.Count];
        ExponentialMovingAverage.Compute(reference["close"], period, ema);

        Same.Series(reference[$"ema_{period}"], ema, Tolerance);
    }

    [Theory]
    [InlineData("AAPL")]
    [InlineData("600519.SS")]
    public void OBV_starts_at_zero_where_TA_Lib_starts_at_the_first_volume(string symbol)
    {
        var reference = ReferenceTable.Load("indicators", "ta-lib", $"{symbol}.csv");
        var prices = reference.PricesOf(symbol);
        var ours = Standard(prices, stochasticLookback: 9)["obv.obv"];

        Same.Series(reference["obv"], [.. ours.Select(v => v + prices.Volume[0])], Tolerance);
    }

    [Theory]
    [InlineData("AAPL")]
    [InlineData("600519.SS")]
    [InlineData("000001.SZ")]
    [InlineData("0700.HK")]
    public void KDJ_follows_the_Chinese_convention(string symbol)
    {
        var reference = ReferenceTable.Load("indicators", "kdj", $"{symbol}.csv");
        var p = reference.PricesOf(symbol);
        double[] k = new double[p.Count], d = new double[p.Count], j = new double[p.Count];
        Kdj.Compute(p.High, p.Low, p.Close, 9, 3, 3, k, d, j);

        Same.Series(reference["k"], k, Tolerance, what: "k");
        Same.Series(reference["d"], d, Tolerance, what: "d");
        Same.Series(reference["j"], j, Tolerance, what: "j");
    }

    private static Dictionary<string, double[]> Standard(PriceColumns p, int stochasticLookback)
    {
        var values = new Dictionary<string, double[]>();
        SimpleMovingAverage.Compute(p.Close, 20, New("sma.sma"));
        ExponentialMovingAverage.Compute(p.Close, 20, New("ema.ema"));
        RelativeStrengthIndex.Compute(p.Close, 14, New("rsi.rsi"));
        MovingAverageConvergenceDivergence.Compute(p.Close, 12, 26, 9, New("macd.macd"), New("macd.signal"), New("macd.histogram"));
        BollingerBands.Compute(p.Close, 20, 2, New("bb.sma"), New("bb.upperBand"), New("bb.lowerBand"));
        AverageTrueRange.Compute(p.High, p.Low, p.Close, 14, New("atr.atr"));
        Stochastic.Compute(p.High, p.Low, p.Close, stochasticLookback, 3, 3, New("stoch.k"), New("stoch.d"));
        AverageDirectionalIndex.Compute(p.High, p.Low, p.Close, 14, New("adx.adx"), New("adx.pdi"), New("adx.mdi"));
        OnBalanceVolume.Compute(p.Close, p.Volume, New("obv.obv"));
        MoneyFlowIndex.Compute(p.High, p.Low, p.Close, p.Volume, 14, New("mfi.mfi"));
        CommodityChannelIndex.Compute(p.High, p.Low, p.Close, 20, New("cci.cci"));
        WilliamsPercentRange.Compute(p.High, p.Low, p.Close, 14, New("willr.williamsR"));
        return values;

        double[] New(string name) => values[name] = new double[p.Count];
    }
}

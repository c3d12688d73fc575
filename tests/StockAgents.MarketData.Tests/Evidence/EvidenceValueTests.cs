using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Evidence;
using StockAgents.MarketData.Tests.Indicators;

namespace StockAgents.MarketData.Tests.Evidence;

/// <summary>Each number, recomputed the plain way from the same real bars or read from an independent library's table.</summary>
public sealed class EvidenceValueTests
{
    private static readonly DateOnly Day = new(2024, 12, 31);
    private readonly EvidenceSet _evidence;
    private readonly DateOnly _previousDay;
    private readonly double[] _close, _high, _low, _volume, _total, _index;

    public EvidenceValueTests()
    {
        var inputs = Fixture.Apple(Day, from: new DateOnly(2022, 1, 3));
        _evidence = EvidenceBuilder.Build(inputs);
        _previousDay = inputs.SplitAdjusted.Bars[^2].Date;
        _close = Column(inputs.SplitAdjusted, b => b.Close);
        _high = Column(inputs.SplitAdjusted, b => b.High);
        _low = Column(inputs.SplitAdjusted, b => b.Low);
        _volume = Column(inputs.SplitAdjusted, b => b.Volume);
        _total = Column(inputs.Total, b => b.Close);
        _index = Column(inputs.Benchmark!, b => b.Close);
    }

    [Theory]
    [InlineData(EvidenceNames.Sma20, "sma_20")]
    [InlineData(EvidenceNames.Rsi, "rsi_14")]
    [InlineData(EvidenceNames.Macd, "macd_12_26_9")]
    [InlineData(EvidenceNames.MacdSignal, "macd_signal")]
    [InlineData(EvidenceNames.MacdHistogram, "macd_hist")]
    [InlineData(EvidenceNames.Bollinger, "bb_middle_20_2")]
    [InlineData(EvidenceNames.BollingerUpper, "bb_upper_20_2")]
    [InlineData(EvidenceNames.BollingerLower, "bb_lower_20_2")]
    [InlineData(EvidenceNames.Atr, "atr_14")]
    [InlineData(EvidenceNames.Adx, "adx_14")]
    [InlineData(EvidenceNames.PlusDi, "plus_di_14")]
    [InlineData(EvidenceNames.MinusDi, "minus_di_14")]
    [InlineData(EvidenceNames.Cci, "cci_20")]
    [InlineData(EvidenceNames.Mfi, "mfi_14")]
    [InlineData(EvidenceNames.WilliamsR, "willr_14")]
    public void An_indicator_is_what_TA_Lib_says_on_that_day(string name, string column)
    {
        var reference = ReferenceTable.Load("indicators", "ta-lib", "AAPL.csv");
        Assert.Equal(Day, reference.Dates[^1]);
        Assert.Equal(reference[column][^1], (double)_evidence.Value(name), 6e-5);
    }

    [Fact]
    public void KDJ_is_what_the_decimal_table_says()
    {
        var reference = ReferenceTable.Load("indicators", "kdj", "AAPL.csv");
        Check(EvidenceNames.KdjK, reference["k"][^1]);
        Check(EvidenceNames.KdjD, reference["d"][^1]);
        Check(EvidenceNames.KdjJ, reference["j"][^1]);
    }

    [Fact]
    public void The_previous_close_is_dated_by_its_own_session()
    {
        Assert.Equal(Day, _evidence.Point(EvidenceNames.Close).AsOf);
        Assert.Equal(_previousDay, _evidence.Point(EvidenceNames.PreviousClose).AsOf);
    }

    [Fact]
    public void Levels_come_from_split_adjusted_prices()
    {
        Check(EvidenceNames.Close, _close[^1]);
        Check(EvidenceNames.PreviousClose, _close[^2]);
        Check(EvidenceNames.ChangePercent, ((_close[^1] / _close[^2]) - 1) * 100);
        Check(EvidenceNames.High52Week, _high[^252..].Max());
        Check(EvidenceNames.Low52Week, _low[^252..].Min());
        Check(EvidenceNames.Sma50, _close[^50..].Average());
        Check(EvidenceNames.Sma200, _close[^200..].Average());
        Check(EvidenceNames.Vwma, _close[^20..].Zip(_volume[^20..], (c, v) => c * v).Sum() / _volume[^20..].Sum());
        Check(EvidenceNames.DonchianHigh20, _high[^21..^1].Max());
        Check(EvidenceNames.DonchianLow20, _low[^21..^1].Min());
        Check(EvidenceNames.DonchianHigh55, _high[^56..^1].Max());
        Check(EvidenceNames.DonchianLow55, _low[^56..^1].Min());
        var pivot = (_high[^1] + _low[^1] + _close[^1]) / 3;
        Check(EvidenceNames.Pivot, pivot);
        Check(EvidenceNames.PivotSupport1, (2 * pivot) - _high[^1]);
        Check(EvidenceNames.PivotResistance1, (2 * pivot) - _low[^1]);
        var ema = _close[..10].Average();
        foreach (var close in _close[10..])
            ema = (close * 2 / 11) + (ema * 9 / 11);
        Check(EvidenceNames.Ema10, ema);
        double Raw(int back) => 100 * (_close[^(back + 1)] - _low[^(back + 14)..^back].Min()) / (_high[^(back + 14)..^back].Max() - _low[^(back + 14)..^back].Min());
        double K(int back) => (Raw(back) + Raw(back + 1) + Raw(back + 2)) / 3;
        Check(EvidenceNames.StochasticK, K(0));
        Check(EvidenceNames.StochasticD, (K(0) + K(1) + K(2)) / 3);
    }

    [Fact]
    public void Returns_include_dividends()
    {
        foreach (var (name, sessions) in ((string, int)[])[(EvidenceNames.Return5, 5), (EvidenceNames.Return20, 20), (EvidenceNames.Return60, 60), (EvidenceNames.Return120, 120), (EvidenceNames.Return250, 250)])
            Check(name, ((_total[^1] / _total[^(sessions + 1)]) - 1) * 100);
        Check(EvidenceNames.Momentum12Minus1, ((_total[^22] / _total[^253]) - 1) * 100);
        Assert.NotEqual(((_close[^1] / _close[^251]) - 1) * 100, (double)_evidence.Value(EvidenceNames.Return250), 0.1);
    }

    [Fact]
    public void Risk_is_measured_on_total_returns()
    {
        Check(EvidenceNames.RealisedVolatility20, Volatility(_total, 20));
        Check(EvidenceNames.RealisedVolatility60, Volatility(_total, 60));
        Check(EvidenceNames.RealisedVolatility250, Volatility(_total, 250));
        Check(EvidenceNames.DrawdownNow, Fall(_total));
        double peak = 0, largest = 0;
        foreach (var close in _total[^250..])
            (peak, largest) = (Math.Max(peak, close), Math.Max(largest, 100 * (1 - (close / Math.Max(peak, close)))));
        Check(EvidenceNames.MaxDrawdown250, largest);
        var sorted = Returns(_total, 250).Order().ToArray();
        Check(EvidenceNames.ValueAtRisk95, -100 * (sorted[12] + (0.45 * (sorted[13] - sorted[12]))));
        double[] y = Returns(_total, 250), x = Returns(_index, 250);
        double my = y.Average(), mx = x.Average(), xy = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
        double xx = x.Sum(a => (a - mx) * (a - mx)), yy = y.Sum(b => (b - my) * (b - my));
        Check(EvidenceNames.Beta250, xy / xx);
        Check(EvidenceNames.Correlation250, xy / Math.Sqrt(xx * yy));
        double[] traded = [.. _close.Zip(_volume, (c, v) => c * v)];
        Check(EvidenceNames.AverageTradedValue20, traded[^20..].Average());
        Check(EvidenceNames.Amihud20, Returns(_total, 20).Zip(traded[^20..], (r, v) => Math.Abs(100 * r) / (v / 1e6)).Average());
    }

    [Fact]
    public void Flow_and_crowd_count_shares()
    {
        Check(EvidenceNames.Volume, _volume[^1]);
        Check(EvidenceNames.VolumeRatio, _volume[^1] / _volume[^21..^1].Average());
        double Signed(int i) => Math.Sign(_close[i] - _close[i - 1]) * _volume[i];
        var last20 = Enumerable.Range(_close.Length - 20, 20).ToArray();
        Check(EvidenceNames.Obv, Enumerable.Range(1, _close.Length - 1).Sum(Signed));
        Check(EvidenceNames.ObvChange20, 100 * last20.Sum(Signed) / _volume[^20..].Sum());
        Check(EvidenceNames.UpVolumeShare20, 100 * last20.Where(i => _close[i] > _close[i - 1]).Sum(i => _volume[i]) / _volume[^20..].Sum());
        Check(EvidenceNames.ChaikinMoneyFlow20, last20.Sum(i => _volume[i] * ((2 * _close[i]) - _low[i] - _high[i]) / (_high[i] - _low[i])) / _volume[^20..].Sum());
        Check(EvidenceNames.AttentionRatio, _volume[^5..].Average() / _volume[^60..].Average());
        Check(EvidenceNames.DistanceFromHigh, 100 * (1 - (_close[^1] / _high[^252..].Max())));
    }

    [Fact]
    public void The_market_is_read_off_its_index()
    {
        Check(EvidenceNames.BenchmarkClose, _index[^1]);
        Check(EvidenceNames.BenchmarkSma200, _index[^200..].Average());
        Check(EvidenceNames.BenchmarkReturn60, 100 * ((_index[^1] / _index[^61]) - 1));
        Check(EvidenceNames.BenchmarkReturn250, 100 * ((_index[^1] / _index[^251]) - 1));
        Check(EvidenceNames.BenchmarkVolatility60, Volatility(_index, 60));
        Check(EvidenceNames.BenchmarkVolatility250, Volatility(_index, 250));
        Check(EvidenceNames.BenchmarkDrawdown, Fall(_index));
        Check(EvidenceNames.RelativeStrength120, 100 * ((_total[^1] / _total[^121]) - (_index[^1] / _index[^121])));
    }

    private void Check(string name, double expected)
    {
        var point = _evidence.Point(name);
        var rounding = point.Unit switch { "shares" => 0.5, "ratio" => 5e-7, _ => 5e-5 };
        Assert.Equal(expected, (double)point.Value, (rounding * 1.01) + (Math.Abs(expected) * 1e-12));
    }

    private static double Volatility(double[] prices, int sessions)
    {
        double[] logs = [.. Returns(prices, sessions).Select(r => Math.Log(1 + r))];
        var mean = logs.Average();
        return 100 * Math.Sqrt(252 * logs.Sum(l => (l - mean) * (l - mean)) / (sessions - 1));
    }

    private static double Fall(double[] prices) => 100 * (1 - (prices[^1] / prices[^250..].Max()));

    private static double[] Returns(double[] prices, int count) => [.. Enumerable.Range(prices.Length - count, count).Select(i => (prices[i] / prices[i - 1]) - 1)];

    private static double[] Column(BarSet set, Func<Bar, decimal> value) => [.. set.Bars.Select(b => (double)value(b))];
}

using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Evidence;

/// <summary>Averages, MACD, bands and directional movement of the price section, in the parameters charts are read with.</summary>
internal static class TrendIndicators
{
    public static void Add(SectionWriter section, PriceHistory levels, Measure money)
    {
        section.Add(levels, EvidenceNames.Ema10, money, 10,
            levels.Last(o => ExponentialMovingAverage.Compute(levels.Close, 10, o)), "EMA(10), seeded by SMA, split-adjusted closes");
        foreach (var (name, period) in (ReadOnlySpan<(string, int)>)[(EvidenceNames.Sma20, 20), (EvidenceNames.Sma50, 50), (EvidenceNames.Sma200, 200)])
        {
            section.Add(levels, name, money, period,
                levels.Last(o => SimpleMovingAverage.Compute(levels.Close, period, o)), $"SMA({period}), split-adjusted closes");
        }
        section.Add(levels, EvidenceNames.Vwma, money, 20,
            levels.Last(o => VolumeWeightedMovingAverage.Compute(levels.Close, levels.Volume, 20, o)),
            "VWMA(20), split-adjusted closes weighted by volume", "nothing was traded in the window");
        section.Add(levels, EvidenceNames.Atr, money, 15,
            levels.Last(o => AverageTrueRange.Compute(levels.High, levels.Low, levels.Close, 14, o)), "ATR(14), Wilder smoothing, split-adjusted prices");
        Macd(section, levels, money);
        Bands(section, levels, money);
        Direction(section, levels);
    }

    private static void Macd(SectionWriter section, PriceHistory levels, Measure money)
    {
        double[] macd = New(levels), signal = New(levels), histogram = New(levels);
        MovingAverageConvergenceDivergence.Compute(levels.Close, 12, 26, 9, macd, signal, histogram);
        section.Add(levels, EvidenceNames.Macd, money, 26, Newest(macd), "EMA(12) - EMA(26), split-adjusted closes");
        section.Add(levels, EvidenceNames.MacdSignal, money, 34, Newest(signal), "EMA(9) of MACD(12, 26)");
        section.Add(levels, EvidenceNames.MacdHistogram, money, 34, Newest(histogram), "MACD(12, 26) - its signal(9)");
    }

    private static void Bands(SectionWriter section, PriceHistory levels, Measure money)
    {
        double[] middle = New(levels), upper = New(levels), lower = New(levels);
        BollingerBands.Compute(levels.Close, 20, 2, middle, upper, lower);
        section.Add(levels, EvidenceNames.Bollinger, money, 20, Newest(middle), "Bollinger(20, 2) middle, split-adjusted closes");
        section.Add(levels, EvidenceNames.BollingerUpper, money, 20, Newest(upper), "Bollinger(20, 2) upper, population deviation");
        section.Add(levels, EvidenceNames.BollingerLower, money, 20, Newest(lower), "Bollinger(20, 2) lower, population deviation");
    }

    private static void Direction(SectionWriter section, PriceHistory levels)
    {
        double[] adx = New(levels), plus = New(levels), minus = New(levels);
        AverageDirectionalIndex.Compute(levels.High, levels.Low, levels.Close, 14, adx, plus, minus);
        section.Add(levels, EvidenceNames.Adx, Measure.Points, 28, Newest(adx), "ADX(14), Wilder smoothing, split-adjusted prices");
        section.Add(levels, EvidenceNames.PlusDi, Measure.Points, 15, Newest(plus), "+DI(14), Wilder smoothing, split-adjusted prices");
        section.Add(levels, EvidenceNames.MinusDi, Measure.Points, 15, Newest(minus), "-DI(14), Wilder smoothing, split-adjusted prices");
    }

    private static double[] New(PriceHistory levels) => new double[levels.Count];

    private static double Newest(double[] values) => values.Length > 0 ? values[^1] : double.NaN;
}

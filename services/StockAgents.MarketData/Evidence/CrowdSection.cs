using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Evidence;

/// <summary>
/// What the crowd looks at: abnormal volume (Barber and Odean, All That Glitters, 2008), the 52-week high as an anchor
/// (George and Hwang 2004) and, in mainland China, days that closed at the price limit.
/// </summary>
internal static class CrowdSection
{
    private const int Year = 252;

    public static EvidenceSection Build(EvidenceInputs inputs, PriceHistory levels)
    {
        var section = new SectionWriter(EvidenceTopic.Crowd, inputs.KnownAt);
        var usual = levels.Last(o => SimpleMovingAverage.Compute(levels.Volume, 60, o));
        section.Add(levels, EvidenceNames.AttentionRatio, Measure.Ratio, 60,
            usual > 0 ? levels.Last(o => SimpleMovingAverage.Compute(levels.Volume, 5, o)) / usual : double.NaN,
            "mean volume of 5 sessions / of 60 sessions (Barber and Odean 2008)", "nothing was traded in the window");
        var high = levels.Last(o => DonchianChannel.Compute(levels.High, levels.Low, Year, o, new double[levels.Count]));
        section.Add(levels, EvidenceNames.DistanceFromHigh, Measure.Percent, Year, 100 * ((high - levels.CloseAgo(0)) / high),
            "(high of 252 sessions - close) / high, split-adjusted (George and Hwang 2004)");
        if (inputs.Instrument.Symbol is { Market: Market.CN, IsIndex: false })
            LimitDays.Add(section, levels);
        return section.Done();
    }
}

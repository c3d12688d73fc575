using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Indicators;

namespace StockAgents.MarketData.Evidence;

/// <summary>Where volume went: with rising or with falling prices.</summary>
internal static class FlowSection
{
    private const int Month = 20;
    private const string NoTrade = "nothing was traded in the window";

    public static EvidenceSection Build(EvidenceInputs inputs, PriceHistory levels)
    {
        var section = new SectionWriter(EvidenceTopic.Flow, inputs.KnownAt);
        var volume = levels.Volume;
        section.Add(levels, EvidenceNames.Volume, Measure.Shares, 1, volume.LastOrDefault(), "volume of the session, split-adjusted");
        section.Add(levels, EvidenceNames.VolumeRatio, Measure.Ratio, Month + 1,
            volume.LastOrDefault() / Positive(levels.LastOf(o => SimpleMovingAverage.Compute(volume, Month, o), back: 1)),
            "volume / mean volume of the 20 sessions before", NoTrade);
        Balance(section, levels);
        section.Add(levels, EvidenceNames.Mfi, Measure.Points, 15,
            levels.Last(o => MoneyFlowIndex.Compute(levels.High, levels.Low, levels.Close, volume, 14, o)),
            "MFI(14), typical price x volume, split-adjusted", "no money moved with a price change in the window");
        section.Add(levels, EvidenceNames.ChaikinMoneyFlow20, Measure.Ratio, Month,
            levels.Last(o => ChaikinMoneyFlow.Compute(levels.High, levels.Low, levels.Close, volume, Month, o)), "Chaikin money flow(20), split-adjusted", NoTrade);
        return section.Done();
    }

    private static void Balance(SectionWriter section, PriceHistory levels)
    {
        var balance = new double[levels.Count];
        OnBalanceVolume.Compute(levels.Close, levels.Volume, balance);
        var traded = levels.Volume.Sum() > 0;
        section.Add(levels, EvidenceNames.Obv, Measure.Shares, 2, traded ? balance[^1] : double.NaN,
            $"OBV, 0 on {(levels.Count > 0 ? levels.Bars[0].Date : levels.LastDate):yyyy-MM-dd}", NoTrade);

        double sum = 0, rising = 0, change = 0;
        if (levels.Count > Month)
        {
            for (var i = levels.Count - Month; i < levels.Count; i++)
            {
                sum += levels.Volume[i];
                rising += levels.Close[i] > levels.Close[i - 1] ? levels.Volume[i] : 0;
            }
            change = balance[^1] - balance[^(Month + 1)];
        }
        section.Add(levels, EvidenceNames.ObvChange20, Measure.Percent, Month + 1, 100 * (change / Positive(sum)), "change of OBV over 20 sessions / their volume", NoTrade);
        section.Add(levels, EvidenceNames.UpVolumeShare20, Measure.Percent, Month + 1, 100 * (rising / Positive(sum)),
            "volume of sessions that closed higher / volume of 20 sessions", NoTrade);
    }

    private static double Positive(double divisor) => divisor > 0 ? divisor : double.NaN;
}

using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>
/// Makes the evidence of an instrument as of a day out of bars and texts: a pure function, so the same inputs give the same evidence.
/// It is the boundary that keeps the future out: an input later than the day is a bug of its caller and is refused.
/// </summary>
internal static class EvidenceBuilder
{
    /// <exception cref="ArgumentException">A bar, corporate action or text is later than the day the evidence is for.</exception>
    public static EvidenceSet Build(EvidenceInputs inputs)
    {
        LookAhead.Refuse(inputs);
        var levels = new PriceHistory(inputs.SplitAdjusted);
        var total = new PriceHistory(inputs.Total);
        var benchmark = inputs.Benchmark is { } bars ? new PriceHistory(bars) : null;
        EvidenceSection[] sections =
        [
            PriceSection.Build(inputs, levels, total),
            RiskSection.Build(inputs, levels, total, benchmark),
            FlowSection.Build(inputs, levels),
            CrowdSection.Build(inputs, levels),
            FundamentalsSection.Build(inputs, levels),
            NewsSection.Build(inputs),
            SocialSection.Build(inputs),
            PolicySection.Build(inputs),
            MacroSection.Build(inputs, total, benchmark),
        ];
        return new EvidenceSet(inputs.Instrument, inputs.AsOf, inputs.SplitAdjusted.Provenance, CallersReasons.Merge(sections, inputs.Missing));
    }
}

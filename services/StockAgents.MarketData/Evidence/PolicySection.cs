using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Evidence;

/// <summary>Announcements of regulators and ministries; followed for mainland China, where they move sectors.</summary>
internal static class PolicySection
{
    private const int Days = 180;
    private const int MostTexts = 20;

    public static EvidenceSection Build(EvidenceInputs inputs)
    {
        var section = new SectionWriter(EvidenceTopic.Policy, inputs.KnownAt);
        DatedText[] texts = [.. inputs.Texts
            .Where(t => t.Kind is "policy" && t.Date > inputs.AsOf.AddDays(-Days))
            .OrderByDescending(t => t.Date).ThenByDescending(t => t.KnownAt).ThenBy(t => t.Title, StringComparer.Ordinal)
            .Take(MostTexts)];
        if (inputs.Instrument.Market is not Market.CN)
            section.Missing("policy", "policy announcements are followed for mainland China only");
        else if (!inputs.Texts.Any(t => t.Kind is "policy"))
            section.Missing("policy", "no policy source is configured");
        return section.Done(texts);
    }
}

using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>Posts about the instrument within 30 days, newest first. Their sentiment is not guessed.</summary>
internal static class SocialSection
{
    private const int Days = 30;
    private const int MostTexts = 20;

    public static EvidenceSection Build(EvidenceInputs inputs)
    {
        var section = new SectionWriter(EvidenceTopic.Social, inputs.KnownAt);
        section.Missing(EvidenceNames.SocialSentiment, "no social source is configured");
        return section.Done([.. inputs.Texts
            .Where(t => t.Kind is "post" && t.Date > inputs.AsOf.AddDays(-Days))
            .OrderByDescending(t => t.Date).ThenByDescending(t => t.KnownAt).ThenBy(t => t.Title, StringComparer.Ordinal)
            .Take(MostTexts)]);
    }
}

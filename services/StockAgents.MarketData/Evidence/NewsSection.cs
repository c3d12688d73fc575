using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>Dated events of the last 180 days, newest first, and the balance of rating changes (Womack 1996).</summary>
internal static class NewsSection
{
    private const int Days = 180;
    private const int MostTexts = 20;

    public static EvidenceSection Build(EvidenceInputs inputs)
    {
        var section = new SectionWriter(EvidenceTopic.News, inputs.KnownAt);
        var since = inputs.AsOf.AddDays(-Days);
        var recent = inputs.Texts
            .Where(t => t.Kind is "upgrade" or "downgrade" or "rating" or "dividend" or "split" or "news" && t.Date > since)
            .OrderByDescending(t => t.Date).ThenByDescending(t => t.KnownAt)
            .ThenBy(t => t.Kind, StringComparer.Ordinal).ThenBy(t => t.Title, StringComparer.Ordinal)
            .ToArray();
        Ratings(section, inputs, recent);
        section.Missing(EvidenceNames.NewsSentiment, "no sentiment source is configured");
        return section.Done([.. recent.Take(MostTexts)]);
    }

    private static void Ratings(SectionWriter section, EvidenceInputs inputs, DatedText[] recent)
    {
        string[] names = [EvidenceNames.Upgrades180, EvidenceNames.Downgrades180];
        var ratings = inputs.Texts.Where(t => t.Kind is "upgrade" or "downgrade" or "rating").ToArray();
        if (ratings.Length == 0)
        {
            // None seen may mean none happened or none is collected; only a source that has had ratings can say zero.
            section.Missing(names, inputs.Texts.Count == 0
                ? $"no news source is configured for {inputs.Instrument.Symbol}"
                : $"no source of rating changes is configured for {inputs.Instrument.Symbol}");
            return;
        }
        var source = string.Join(", ", ratings.Select(t => t.Source).Distinct().Order(StringComparer.Ordinal));
        section.Add(names[0], Measure.Count, recent.Count(t => t.Kind is "upgrade"), inputs.AsOf, source, "upgrades dated within 180 days", "");
        section.Add(names[1], Measure.Count, recent.Count(t => t.Kind is "downgrade"), inputs.AsOf, source, "downgrades dated within 180 days", "");
    }
}

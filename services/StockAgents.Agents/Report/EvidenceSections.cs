using StockAgents.Agents.Graph;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Report;

/// <summary>The sections that come from one analyst or straight from the evidence; null when there is nothing to fill them.</summary>
internal static class EvidenceSections
{
    public static TechnicalIndicators? Technical(GraphResult result) =>
        Output<MarketOutput>(result) is { Trend: { } trend }
            ? new TechnicalIndicators(
                result.Case.Evidence.ByName(EvidenceNames.Rsi)?.Value is { } rsi ? decimal.Round(Math.Clamp(rsi, 0, 100), 2) : null,
                MacdWords(result.Case), trend)
            : null;

    public static IReadOnlyList<NewsItem>? News(GraphResult result)
    {
        if (Output<NewsOutput>(result) is not { } news)
            return null;
        List<NewsItem> items =
        [
            .. from item in news.NewsItems
               let source = result.Case.Evidence.ById(item.EvidenceId)
               where source is { Text: not null }
               select new NewsItem(item.Headline, item.Sentiment, item.Summary, source.Source, source.Url, source.AsOf, source.Id),
        ];
        return items.Count > 0 ? items : null;
    }

    public static IReadOnlyList<Catalyst>? Catalysts(GraphResult result)
    {
        if (Output<NewsOutput>(result) is not { } news)
            return null;
        List<Catalyst> catalysts =
        [
            .. news.Catalysts.Where(c => result.Case.Evidence.ById(c.EvidenceId) is not null)
                .Select(c => new Catalyst(c.Name, c.Date, c.Impact, c.Direction, c.EvidenceId)),
        ];
        return catalysts.Count > 0 ? catalysts : null;
    }

    public static MacroContext? Macro(GraphResult result) =>
        Output<MacroOutput>(result) is { Environment: { } environment, Summary: var summary } ? new MacroContext(environment, summary) : null;

    public static IReadOnlyList<WebSource>? WebSources(GraphResult result)
    {
        List<WebSource> sources =
        [
            .. result.Case.Evidence.Items.Where(i => i is { Text: not null, Url: not null }).DistinctBy(i => i.Url)
                .Select(i => new WebSource(i.Text!.Split('\n')[0], i.Url!, $"{i.Source}, {i.AsOf:yyyy-MM-dd}")),
        ];
        return sources.Count > 0 ? sources : null;
    }

    public static ChinaMarket? China(GraphResult result)
    {
        if (!IsMainland(result))
            return null;
        var (crowd, policy) = (Output<SentimentOutput>(result), Output<PolicyOutput>(result));
        return crowd is null && policy is null ? null : new ChinaMarket(
            crowd is { FomoLevel: { } fomo, FudLevel: { } fud }
                ? new RetailSentiment(LevelOf(fomo), LevelOf(fud), MoodOf(crowd.SentimentExtremity), [.. crowd.Claims.Select(c => c.Text)])
                : null,
            policy is null ? null : new PolicyAnalysis(
                [.. policy.RelevantPolicies.Select(p => p.Title)],
                policy.PolicyEnvironment switch { "Highly Supportive" or "Supportive" => "Positive", "Neutral" => "Neutral", _ => "Negative" },
                policy.RegulatoryRisks,
                [.. policy.RelevantPolicies.Where(p => p.Impact == "Positive").Select(p => p.Title)]));
    }

    /// <summary>The analyst's answer when it ran and did not abstain.</summary>
    public static T? Output<T>(GraphResult result)
        where T : AnalystOutput =>
        result.Findings.Where(f => !f.Abstained).Select(f => f.Answer.Output).OfType<T>().FirstOrDefault();

    public static bool IsMainland(GraphResult result) => result.Case.Spec.Symbol.Market is Market.CN;

    private static string MacdWords(AnalysisCase matter) => matter.Figure(EvidenceNames.MacdHistogram) switch
    {
        null => matter.Say("unknown", "未知"),
        { Value: > 0 } h => matter.Say($"above its signal line ({h:+})", $"位于信号线之上（{h:+}）"),
        { Value: < 0 } h => matter.Say($"under its signal line ({h:+})", $"位于信号线之下（{h:+}）"),
        _ => matter.Say("on its signal line", "与信号线重合"),
    };

    private static string LevelOf(int level) => level switch
    {
        >= 60 => "High",
        >= 30 => "Medium",
        > 5 => "Low",
        _ => "None",
    };

    private static string MoodOf(string? extremity) => extremity switch
    {
        "Extreme Greed" or "Greed" => "Greedy",
        "Extreme Fear" or "Fear" => "Fearful",
        _ => "Neutral",
    };
}

using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

internal sealed record SocialOutput : AnalystOutput
{
    /// <summary>-100..100; null when no source scores it.</summary>
    public int? SentimentScore { get; init; }

    /// <summary>Null when there is no earlier score to compare with.</summary>
    public string? SentimentTrend { get; init; }

    public IReadOnlyList<string> HotTopics { get; init; } = [];

    public string? InfluencerSentiment { get; init; }

    public string? RetailSentiment { get; init; }

    protected override IEnumerable<string> Own() =>
    [
        .. Vocabulary.Range("sentiment_score", SentimentScore, -100, 100),
        .. Vocabulary.Check("sentiment_trend", SentimentTrend, ["Improving", "Stable", "Deteriorating"]),
    ];
}

/// <summary>
/// Social analyst. Rule: tone of posts predicts little and briefly (Antweiler and Frank 2004), so even extreme tone is a modest vote.
/// Posts without a score from a source are shown as topics and vote nothing.
/// </summary>
internal sealed class SocialAnalyst() : Analyst<SocialOutput>(AnalystNames.Social, "Social Analyst", EvidenceTopic.Social)
{
    protected override void Cast(Ballot ballot, AnalysisCase matter) =>
        ballot.Rule("post_tone", 1, SocialSentiment, tone => new(
            0.5 * ToneScale.Of(tone),
            $"The tone of posts is {tone:+}.",
            $"社交媒体情绪得分为{tone:+}。"));

    protected override SocialOutput Conclude(Ballot ballot, AnalysisCase matter)
    {
        var tone = ToneScale.Of(matter.Figure(SocialSentiment)!);
        return new SocialOutput
        {
            Signal = ballot.Signal,
            Confidence = ballot.Confidence,
            Summary = matter.Say(
                $"Posts are {Vocabulary.ToneOf(tone).ToLowerInvariant()} on balance.",
                tone switch { > 0.15 => "社交媒体整体偏正面。", < -0.15 => "社交媒体整体偏负面。", _ => "社交媒体整体中性。" }),
            SentimentScore = (int)Math.Round(100 * tone),
            HotTopics = [.. matter.Evidence.Texts(EvidenceTopic.Social).Take(5).Select(t => t.Text!.Split('\n')[0])],
            RetailSentiment = Vocabulary.ToneOf(tone),
            Claims = [.. ballot.Votes.Select(v => v.Claim)],
        };
    }

    protected override SocialOutput Abstain(string reason) => new() { Summary = reason, Abstention = reason };
}

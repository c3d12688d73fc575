using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

internal sealed record HeadlineReading(string Headline, string Sentiment, string Summary, string EvidenceId);

internal sealed record CatalystReading(string Name, DateOnly Date, string Impact, string Direction, string EvidenceId);

internal sealed record NewsOutput : AnalystOutput
{
    public string? OverallSentiment { get; init; }

    public IReadOnlyList<HeadlineReading> NewsItems { get; init; } = [];

    public string? MarketImpact { get; init; }

    public IReadOnlyList<CatalystReading> Catalysts { get; init; } = [];

    protected override IEnumerable<string> Own() =>
    [
        .. Vocabulary.Check("overall_sentiment", OverallSentiment ?? "missing", Vocabulary.MixedTone),
        .. Vocabulary.AtMost("news_items", NewsItems, 10),
        .. NewsItems.SelectMany(n => Vocabulary.Check("news_items.sentiment", n.Sentiment, Vocabulary.Tone)),
        .. Catalysts.SelectMany(c => Vocabulary.Check("catalysts.impact", c.Impact, Vocabulary.Weight)),
        .. Catalysts.SelectMany(c => Vocabulary.Check("catalysts.direction", c.Direction, Vocabulary.Tone)),
    ];
}

/// <summary>
/// News analyst. Rules: the balance of rating changes (Womack 1996: prices drift for months in the direction of a change);
/// the latest rating change while it is fresh (Womack 1996); tone of the news (Tetlock 2007).
/// </summary>
internal sealed class NewsAnalyst() : Analyst<NewsOutput>(AnalystNames.News, "News Analyst", EvidenceTopic.News)
{
    private const int FreshDays = 30;

    /// <summary>What a kind of dated event says by itself: direction and weight.</summary>
    internal static (string Direction, string Impact) MeaningOf(string kind) => kind switch
    {
        "upgrade" => ("Positive", "High"),
        "downgrade" => ("Negative", "High"),
        "dividend" => ("Positive", "Medium"),
        "split" => ("Neutral", "Medium"),
        _ => ("Neutral", "Low"),
    };

    protected override void Cast(Ballot ballot, AnalysisCase matter)
    {
        ballot.Rule("rating_balance", 1, Upgrades180, Downgrades180, (up, down) => up.Value + down.Value <= 0 ? null : new(
            (up.Value - down.Value) / (up.Value + down.Value + 2),
            $"Rating changes by analysts in the last 180 days: {up} up, {down} down.",
            $"近180日内分析师上调评级{up}次，下调评级{down}次。"));
        var latest = matter.Evidence.Texts(EvidenceTopic.News).FirstOrDefault(t => t.Name is "upgrade" or "downgrade");
        var fresh = latest is not null && matter.Spec.TradeDate.DayNumber - latest.AsOf.DayNumber <= FreshDays;
        ballot.Add("fresh_rating_change", 0.75, !fresh ? null : new Reading(
            latest!.Name == "upgrade" ? 0.5 : -0.5,
            $"The latest rating change, of {latest.AsOf:yyyy-MM-dd}, was {(latest.Name == "upgrade" ? "an upgrade" : "a downgrade")}.",
            $"最近一次评级变动在{latest.AsOf:yyyy-MM-dd}，为{(latest.Name == "upgrade" ? "上调" : "下调")}。"),
            fresh ? [latest!.Id] : []);
        ballot.Rule("news_tone", 1, NewsSentiment, tone => new(
            ToneScale.Of(tone),
            $"The tone of the news is {tone:+}.",
            $"新闻情绪得分为{tone:+}。"));
    }

    protected override NewsOutput Conclude(Ballot ballot, AnalysisCase matter)
    {
        var texts = matter.Evidence.Texts(EvidenceTopic.News);
        var tone = ballot.Votes.Any(v => v.Strength > 0.15) && ballot.Votes.Any(v => v.Strength < -0.15) ? "Mixed" : Vocabulary.ToneOf(ballot.Mean);
        return new NewsOutput
        {
            Signal = ballot.Signal,
            Confidence = ballot.Confidence,
            Summary = matter.Say($"News and ratings are {tone.ToLowerInvariant()} on balance.", $"新闻与评级整体{Chinese(tone)}。"),
            OverallSentiment = tone,
            NewsItems = [.. texts.Take(10).Select(t => new HeadlineReading(
                t.Text!.Split('\n')[0], MeaningOf(t.Name).Direction, matter.Say($"{t.Name}, {t.AsOf:yyyy-MM-dd}, {t.Source}", $"{Sentences.KindOf(matter, t.Name)}，{t.AsOf:yyyy-MM-dd}，{t.Source}"), t.Id))],
            MarketImpact = matter.Say(
                tone switch { "Positive" => "Supports the price.", "Negative" => "Weighs on the price.", _ => "No clear direction." },
                tone switch { "Positive" => "支撑股价。", "Negative" => "压制股价。", _ => "方向不明。" }),
            Catalysts = [.. texts.Where(t => MeaningOf(t.Name).Impact != "Low").Take(5).Select(t => new CatalystReading(
                t.Text!.Split('\n')[0], t.AsOf, MeaningOf(t.Name).Impact, MeaningOf(t.Name).Direction, t.Id))],
            Claims = [.. ballot.Votes.Select(v => v.Claim)],
        };
    }

    protected override NewsOutput Abstain(string reason) => new() { Summary = reason, Abstention = reason };

    private static string Chinese(string tone) => tone switch
    {
        "Positive" => "偏正面",
        "Negative" => "偏负面",
        "Mixed" => "多空交织",
        _ => "中性",
    };
}

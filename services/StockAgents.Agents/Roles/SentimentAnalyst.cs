using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

internal sealed record DiscussionReading(string Topic, string Sentiment, string? Volume);

internal sealed record SentimentOutput : AnalystOutput
{
    /// <summary>-100..100.</summary>
    public int? RetailSentimentScore { get; init; }

    public IReadOnlyDictionary<string, int> SentimentBySource { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<DiscussionReading> HotDiscussions { get; init; } = [];

    /// <summary>Null when the flow of money is not known.</summary>
    public string? RetailInstitutionalDivergence { get; init; }

    /// <summary>0..100.</summary>
    public int? FomoLevel { get; init; }

    /// <summary>0..100.</summary>
    public int? FudLevel { get; init; }

    public string? SentimentExtremity { get; init; }

    public string? ContrarianSignal { get; init; }

    protected override IEnumerable<string> Own() =>
    [
        .. Vocabulary.Range("retail_sentiment_score", RetailSentimentScore, -100, 100),
        .. Vocabulary.Range("fomo_level", FomoLevel, 0, 100),
        .. Vocabulary.Range("fud_level", FudLevel, 0, 100),
        .. Vocabulary.Check("sentiment_extremity", SentimentExtremity, ["Extreme Greed", "Greed", "Neutral", "Fear", "Extreme Fear"]),
        .. Vocabulary.Check("retail_institutional_divergence", RetailInstitutionalDivergence, ["Aligned", "Divergent", "Strongly Divergent"]),
    ];
}

/// <summary>
/// Crowd analyst, a contrarian. Rules: attention draws private buyers, who then earn less (Barber and Odean 2008); days at the upper
/// price limit draw them most (Seasholes and Wu 2007), and days at the lower limit mark fear; nearness to the yearly high anchors
/// the crowd to sell winners early, so a stock at its high is not yet crowded (George and Hwang 2004).
/// </summary>
internal sealed class SentimentAnalyst() : Analyst<SentimentOutput>(AnalystNames.Sentiment, "Sentiment Analyst", EvidenceTopic.Crowd)
{
    protected override void Cast(Ballot ballot, AnalysisCase matter)
    {
        ballot.Rule("attention", 1, AttentionRatio, ratio => new(
            ratio.Value <= 1 ? 0 : -0.5 * Math.Tanh(ratio.Value - 1),
            $"Turnover of the week is {ratio} times normal: {Attention(ratio.Value, "the crowd is here", "no unusual attention")}.",
            $"近一周成交为平日的{ratio}倍，{Attention(ratio.Value, "散户关注度高", "关注度正常")}。"));
        ballot.Rule("limit_days", 0.75, LimitUpDays20, LimitDownDays20, (up, down) => new(
            Math.Tanh((down.Value - up.Value) / 3),
            $"Days at the upper price limit: {up}; at the lower: {down}.",
            $"触及涨停的天数为{up}，触及跌停的天数为{down}。"));
        ballot.Rule("anchoring", 0.5, DistanceFromHigh, distance => new(
            0.3 - (0.6 * Math.Tanh(Math.Abs(distance.Value) / 20)),
            $"The distance from the 52-week high is {distance}.",
            $"距52周高点的距离为{distance}。"));
    }

    protected override SentimentOutput Conclude(Ballot ballot, AnalysisCase matter)
    {
        var ups = matter.Value(LimitUpDays20) ?? 0;
        var downs = matter.Value(LimitDownDays20) ?? 0;
        var attention = Math.Max(0, (matter.Value(AttentionRatio) ?? 1) - 1);
        var fall = Math.Abs(matter.Value(DistanceFromHigh) ?? 0);
        var fomo = Level(Math.Tanh((attention / 2) + (ups / 4)) * (1 - Math.Tanh(fall / 30)));
        var fud = Level(Math.Tanh((downs / 4) + (fall / 40)));
        var score = Math.Clamp(fomo - fud, -100, 100);
        return new SentimentOutput
        {
            Signal = ballot.Signal,
            Confidence = ballot.Confidence,
            Summary = matter.Say($"Crowd mood: {Extremity(score).ToLowerInvariant()}.", $"散户情绪：{Chinese(score)}。"),
            RetailSentimentScore = score,
            RetailInstitutionalDivergence = Divergence(score, matter.Value(ChaikinMoneyFlow20)),
            FomoLevel = fomo,
            FudLevel = fud,
            SentimentExtremity = Extremity(score),
            ContrarianSignal = score switch
            {
                >= 50 => matter.Say("The crowd is greedy: be careful.", "情绪贪婪，宜谨慎。"),
                <= -50 => matter.Say("The crowd is afraid: look for value.", "情绪恐惧，可寻机会。"),
                _ => null,
            },
            Claims = [.. ballot.Votes.Select(v => v.Claim)],
        };
    }

    protected override SentimentOutput Abstain(string reason) => new() { Summary = reason, Abstention = reason };

    private static string Attention(double ratio, string high, string normal) => ratio > 1.5 ? high : normal;

    private static int Level(double share) => (int)Math.Round(100 * Math.Clamp(share, 0, 1));

    private static string Extremity(int score) => score switch
    {
        >= 60 => "Extreme Greed",
        >= 25 => "Greed",
        > -25 => "Neutral",
        > -60 => "Fear",
        _ => "Extreme Fear",
    };

    private static string Chinese(int score) => score switch { >= 25 => "贪婪", > -25 => "中性", _ => "恐惧" };

    private static string? Divergence(int crowd, double? flow) => flow switch
    {
        null => null,
        { } money when Math.Abs(crowd) >= 25 && Math.Abs(money) >= 0.2 && Math.Sign(crowd) != Math.Sign(money) => "Strongly Divergent",
        { } money when Math.Abs(crowd) >= 25 && Math.Sign(crowd) != Math.Sign(money) => "Divergent",
        _ => "Aligned",
    };
}

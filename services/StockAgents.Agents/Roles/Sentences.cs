using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Roles;

/// <summary>The small words that several roles and the report share, in both languages.</summary>
internal static class Sentences
{
    public static string Of(AnalysisCase matter, Signal signal) => signal switch
    {
        Signal.StrongBuy => matter.Say("strong buy", "强烈买入"),
        Signal.Buy => matter.Say("buy", "买入"),
        Signal.Hold => matter.Say("hold", "持有"),
        Signal.Sell => matter.Say("sell", "卖出"),
        _ => matter.Say("strong sell", "强烈卖出"),
    };

    public static string AnalystOf(AnalysisCase matter, string name) => name switch
    {
        AnalystNames.Market => matter.Say("technical", "技术面"),
        AnalystNames.Fundamentals => matter.Say("fundamentals", "基本面"),
        AnalystNames.News => matter.Say("news", "新闻"),
        AnalystNames.Social => matter.Say("social media", "社交媒体"),
        AnalystNames.Sentiment => matter.Say("crowd", "散户情绪"),
        AnalystNames.Policy => matter.Say("policy", "政策"),
        AnalystNames.FundFlow => matter.Say("money flow", "资金流向"),
        _ => matter.Say("macro", "宏观"),
    };

    public static string Consensus(AnalysisCase matter, IReadOnlyList<AnalystFinding> voices, Signal signal)
    {
        var views = voices.Select(f => (Who: AnalystOf(matter, f.Analyst.Name), What: Of(matter, f.Output.Signal!.Value))).Select(v => matter.Join(v.Who, v.What));
        return matter.Say(
            $"The analysts' views ({string.Join(", ", views)}) combine to {Of(matter, signal)}.",
            $"各分析师观点（{string.Join("，", views)}）综合为{Of(matter, signal)}。");
    }

    /// <summary>What the evidence is about, in words.</summary>
    public static string TopicsOf(AnalysisCase matter, IEnumerable<EvidenceTopic> topics) => matter.Chinese
        ? string.Join("、", topics.Select(ChineseOf))
        : string.Join(", ", topics.Select(t => t.ToString().ToLowerInvariant()));

    public static string Gathering(RunSpec spec) => spec.Language == "zh"
        ? $"正在收集{spec.Symbol}截至{spec.TradeDate:yyyy-MM-dd}的证据。"
        : $"Gathering the evidence on {spec.Symbol} as of {spec.TradeDate:yyyy-MM-dd}.";

    public static string Gathered(RunSpec spec, int count) => spec.Language == "zh" ? $"共有{count}条数据。" : $"{count} data points are there.";

    public static string Chosen(AnalysisCase matter, IReadOnlyList<string> analysts) => matter.Say(
        $"{string.Join(", ", analysts)} work, as asked.",
        $"按要求参与：{string.Join("、", analysts.Select(a => AnalystOf(matter, a)))}。");

    /// <summary>How many of the opponent's points a rebuttal answers.</summary>
    public static string Rebuttal(AnalysisCase matter, Researcher who, RebuttalOutput answer, ResearcherOutput opponent)
    {
        var (answered, points) = (answer.Responses.Count(r => r.Stance == "rebutted"), opponent.Arguments.Count);
        var (own, other) = who.Side > 0 ? (matter.Say("bull", "多方"), matter.Say("bear", "空方")) : (matter.Say("bear", "空方"), matter.Say("bull", "多方"));
        return points == 0
            ? matter.Say($"The {other} made no point to answer.", $"{other}没有需要回应的论点。")
            : matter.Say($"The {own} answers {answered} of {points} points of the {other}.", $"{own}回应了{other}{points}个论点中的{answered}个。");
    }

    /// <summary>What kind a dated text is; a kind that a source made up keeps its name.</summary>
    public static string KindOf(AnalysisCase matter, string kind) => !matter.Chinese ? kind : kind switch
    {
        "upgrade" => "上调评级",
        "downgrade" => "下调评级",
        "dividend" => "分红",
        "split" => "拆股",
        "news" => "新闻",
        "post" => "帖子",
        "policy" => "政策",
        _ => kind,
    };

    public static string Veto(AnalysisCase matter, Signal wanted, Signal allowed) => matter.Say(
        $"The risk verdict turns {Of(matter, wanted)} into {Of(matter, allowed)}.",
        $"风险裁决将{Of(matter, wanted)}降为{Of(matter, allowed)}。");

    private static string ChineseOf(EvidenceTopic topic) => topic switch
    {
        EvidenceTopic.Price => "价格",
        EvidenceTopic.Risk => "风险",
        EvidenceTopic.Flow => "资金流向",
        EvidenceTopic.Crowd => "散户情绪",
        EvidenceTopic.Fundamentals => "基本面",
        EvidenceTopic.News => "新闻",
        EvidenceTopic.Social => "社交媒体",
        EvidenceTopic.Policy => "政策",
        _ => "宏观",
    };
}

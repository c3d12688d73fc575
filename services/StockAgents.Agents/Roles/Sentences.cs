using StockAgents.Contracts.Analysis;

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
        var views = voices.Select(f => $"{AnalystOf(matter, f.Analyst.Name)} {Of(matter, f.Output.Signal!.Value)}");
        return matter.Say(
            $"The analysts' views ({string.Join(", ", views)}) combine to {Of(matter, signal)}.",
            $"各分析师观点（{string.Join("，", views)}）综合为{Of(matter, signal)}。");
    }

    public static string Veto(AnalysisCase matter, Signal wanted, Signal allowed) => matter.Say(
        $"The risk verdict turns {Of(matter, wanted)} into {Of(matter, allowed)}.",
        $"风险裁决将{Of(matter, wanted)}降为{Of(matter, allowed)}。");
}

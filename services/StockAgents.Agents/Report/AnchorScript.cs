using StockAgents.Agents.Roles;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Report;

/// <summary>The report in a few sentences to be read aloud: no symbols, no lists.</summary>
internal static class AnchorScript
{
    public static string For(AnalysisCase matter, Ruling ruling)
    {
        var date = matter.Spec.TradeDate;
        if (ruling.Signal is not { } signal)
        {
            return matter.Say(
                $"{matter.Name}, {date:d MMMM yyyy}. No decision: {ruling.Reasoning}",
                $"{matter.Name}，{date:yyyy年M月d日}。未作决定：{ruling.Reasoning}");
        }

        var close = matter.Figure(EvidenceNames.Close);
        var risk = ruling.Risk is null
            ? matter.Say("Risk could not be measured.", "风险无法衡量。")
            : matter.Say($"Risk is {ruling.Risk.Score} out of ten.", $"风险评分为{ruling.Risk.Score}分，满分十分。");
        return matter.Say(
            $"{matter.Name}, {date:d MMMM yyyy}. The call is {Sentences.Of(matter, signal)}, with a confidence of {ruling.Confidence} percent. The last close was {close}. {risk}",
            $"{matter.Name}，{date:yyyy年M月d日}。结论为{Sentences.Of(matter, signal)}，置信度百分之{ruling.Confidence}。最新收盘价{close}。{risk}");
    }
}

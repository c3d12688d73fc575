using StockAgents.Agents.Graph;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Report;

/// <summary>
/// Grades how much a report can be relied on, out of 100: 40 for the share of analysts with evidence, 40 for the share of claims
/// verified, 10 for fresh prices, 10 for steps that were answered as configured. A from 85 and with every claim verified,
/// B from 70, C from 50, else D.
/// </summary>
internal static class QualityGrade
{
    public static ReportQuality Of(GraphResult result, IReadOnlyList<Claim> claims)
    {
        var matter = result.Case;
        var reasons = new List<string>();
        var asked = result.Findings.Count + result.Skipped.Count;
        var answered = result.Findings.Count(f => !f.Abstained);
        var verified = claims.Count(c => c.Verified);
        var degraded = result.Steps.Count(s => s.Status == "degraded");
        var score = asked == 0 ? 0 : 40.0 * answered / asked;
        reasons.Add(matter.Say($"{answered} of {asked} analysts had evidence.", $"{asked}位分析师中{answered}位有证据。"));

        score += claims.Count == 0 ? 0 : 40.0 * verified / claims.Count;
        reasons.Add(claims.Count == 0
            ? matter.Say("No claims were made.", "没有任何论断。")
            : matter.Say($"{verified} of {claims.Count} claims verified.", $"{claims.Count}条论断中{verified}条通过核对。"));

        if (matter.Evidence.Prices.Stale)
            reasons.Add(matter.Say($"Prices are stale: they end on {matter.Evidence.Prices.AsOf:yyyy-MM-dd}.", $"行情已过期，截至{matter.Evidence.Prices.AsOf:yyyy-MM-dd}。"));
        else
            score += 10;

        if (degraded > 0)
            reasons.Add(matter.Say($"{degraded} steps were answered by rules because the model failed.", $"模型失败，{degraded}个步骤由规则代答。"));
        else
            score += 10;

        if (matter.Evidence.Missing.Count > 0)
            reasons.Add(matter.Say($"{matter.Evidence.Missing.Count} inputs are missing.", $"缺少{matter.Evidence.Missing.Count}项输入。"));

        var points = (int)Math.Round(score, MidpointRounding.AwayFromZero);
        var grade = points switch
        {
            >= 85 when verified == claims.Count => "A",
            >= 70 => "B",
            >= 50 => "C",
            _ => "D",
        };
        return new ReportQuality(grade, points, claims.Count, verified, matter.Evidence.Prices.Stale, reasons);
    }
}

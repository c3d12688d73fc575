using System.Diagnostics.CodeAnalysis;
using StockAgents.Agents.Evidence;
using StockAgents.Contracts.Analysis;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

/// <summary>
/// Measures risk from the evidence. Points for: annualised volatility; its rise over normal (Moreira and Muir 2017); the worst fall
/// of a year; one-day value at risk (RiskMetrics 1996); illiquidity (Amihud 2002) or a thin market. Ten points are the worst.
/// </summary>
internal sealed record RiskProfile(RiskAssessment Assessment, IReadOnlyList<ClaimDraft> Claims)
{
    private const double IlliquidAmihud = 1.0;
    private const double ThinTradedValue = 1_000_000;
    private const int RejectedFrom = 8;
    private const int CautionFrom = 6;

    /// <summary>Null when the evidence holds no volatility, without which nothing can be said.</summary>
    public static RiskProfile? Of(AnalysisCase matter)
    {
        if ((matter.Figure(RealisedVolatility60) ?? matter.Figure(RealisedVolatility20) ?? matter.Figure(RealisedVolatility250)) is not { } volatility)
            return null;
        var claims = new List<ClaimDraft>();
        var status = volatility.Value switch { < 20 => "Low", < 35 => "Moderate", < 60 => "High", _ => "Extreme" };
        var score = Points(volatility.Value, 15, 25, 40, 60);
        Claim($"Annualised volatility is {volatility}.", $"年化波动率为{volatility}。", volatility);

        if (matter.Figure(RealisedVolatility20) is { } recent && matter.Figure(RealisedVolatility250) is { } normal && recent.Value > 1.5 * normal.Value)
        {
            score++;
            Claim($"Volatility has risen to {recent} from a normal of {normal}.", $"波动率由常态的{normal}升至{recent}。", recent, normal);
        }

        var drawdown = matter.Figure(MaxDrawdown250);
        if (drawdown is not null)
        {
            score += Points(drawdown.Value, 10, 25, 45);
            Claim($"The worst fall within 250-session history is {drawdown}.", $"近250日最大回撤为{drawdown}。", drawdown);
        }

        if (matter.Figure(ValueAtRisk95) is { } loss)
        {
            score += Points(loss.Value, 2, 4, 7);
            Claim($"One day in twenty loses {loss} or more.", $"单日在险价值为{loss}，约二十个交易日出现一次。", loss);
        }

        var illiquid = matter.Figure(Amihud20) is { Value: > IlliquidAmihud };
        var thin = matter.Figure(AverageTradedValue20) is { Value: < ThinTradedValue } && !matter.Spec.Symbol.IsIndex;
        if (illiquid || thin)
        {
            score += 2;
            var figure = illiquid ? matter.Figure(Amihud20)! : matter.Figure(AverageTradedValue20)!;
            Claim(
                illiquid ? $"Price impact is high: the Amihud ratio is {figure}." : $"Only {figure} is traded on an average day.",
                illiquid ? $"价格冲击偏大，Amihud比率为{figure}。" : $"日均成交额仅{figure}。", figure);
        }

        score = Math.Min(10, score);
        var verdict = score >= RejectedFrom ? "Rejected" : score >= CautionFrom || illiquid || thin ? "Caution" : "Approved";
        var assessment = new RiskAssessment(
            score, status, illiquid || thin, drawdown?.ToString() ?? matter.Say("unknown", "未知"), verdict, Mitigation(matter, status, illiquid || thin));
        return new RiskProfile(assessment, claims);

        void Claim(string english, string chinese, params Figure[] figures) =>
            claims.Add(new ClaimDraft(matter.Say(english, chinese), [.. figures.Select(f => f.Id)]));
    }

    /// <summary>The assessment of a position that is about to be opened: a stop belongs to it, and only to it.</summary>
    [return: NotNullIfNotNull(nameof(risk))]
    public static RiskAssessment? WithStop(AnalysisCase matter, RiskAssessment? risk)
    {
        var step = matter.Say("Keep the stop in the market.", "严格执行止损。");
        return risk is null || risk.Mitigation.Contains(step) ? risk : risk with { Mitigation = [step, .. risk.Mitigation] };
    }

    /// <summary>A point for every step that the value is beyond.</summary>
    private static int Points(double value, params ReadOnlySpan<double> steps)
    {
        var points = 0;
        foreach (var step in steps)
            points += value > step ? 1 : 0;
        return points;
    }

    private static List<string> Mitigation(AnalysisCase matter, string volatility, bool illiquid)
    {
        List<string> steps = [];
        if (volatility is "High" or "Extreme")
            steps.Add(matter.Say("Size by volatility and enter in parts.", "按波动率控制仓位，分批建仓。"));
        if (illiquid)
            steps.Add(matter.Say("Use limit orders; leave over several sessions.", "使用限价单，分日退出。"));
        return steps;
    }
}

/// <summary>The judge's verdict in force: code, not persuasion, decides what a rejected risk may still become.</summary>
internal static class RiskGate
{
    /// <summary>Rejected: nothing is bought. Caution, or a risk nobody could measure: no strong buy. Selling lowers risk and always passes.</summary>
    public static Signal Bind(Signal signal, RiskAssessment? risk) => (risk?.Verdict, signal) switch
    {
        ("Rejected", Signal.Buy or Signal.StrongBuy) => Signal.Hold,
        ("Caution" or null, Signal.StrongBuy) => Signal.Buy,
        _ => signal,
    };
}

using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

internal sealed record JudgeOutput : IRoleOutput
{
    public required Signal FinalDecision { get; init; }

    /// <summary>Null when the risk could not be measured.</summary>
    public RiskAssessment? RiskAssessment { get; init; }

    public required string PositionAdjustment { get; init; }

    public IReadOnlyList<string> RiskMitigation { get; init; } = [];

    public required string Reasoning { get; init; }

    public required int Confidence { get; init; }

    public IReadOnlyList<ClaimDraft> Claims { get; init; } = [];

    public IEnumerable<string> Problems() =>
    [
        .. Vocabulary.Range("confidence", Confidence, 0, 100),
        .. Enum.IsDefined(FinalDecision) ? Enumerable.Empty<string>() : [$"final_decision {FinalDecision} is unknown"],
        .. Vocabulary.Range("risk_assessment.score", RiskAssessment?.Score, 0, 10),
        .. Vocabulary.Check("risk_assessment.verdict", RiskAssessment?.Verdict, Vocabulary.Verdict),
        .. Vocabulary.Check("risk_assessment.volatility_status", RiskAssessment?.VolatilityStatus, Vocabulary.Volatility),
        .. Reasoning.Length == 0 ? ["reasoning is empty"] : Enumerable.Empty<string>(),
    ];
}

/// <summary>
/// Has the last word. Rule: the measured risk gives the verdict (<see cref="RiskProfile"/>), and <see cref="RiskGate"/> holds the signal
/// to it; every point of risk takes three percent off the confidence.
/// </summary>
internal static class RiskJudge
{
    public static Task<RoleAnswer<JudgeOutput>> JudgeAsync(
        IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, ManagerOutput plan, TraderOutput trade,
        IReadOnlyList<RiskOfficerOutput> panel, CancellationToken cancellationToken) =>
        engine.AnswerAsync(
            new RoleQuestion(run, Role.RiskJudge.Key, Role.RiskJudge.Tier, Dossier.After(matter, ("plan", plan), ("trade", trade), ("panel", panel))),
            () => Judge(matter, plan, trade), cancellationToken);

    private static JudgeOutput Judge(AnalysisCase matter, ManagerOutput plan, TraderOutput trade)
    {
        var profile = RiskProfile.Of(matter);
        var risk = profile?.Assessment;
        var final = RiskGate.Bind(trade.Decision, risk);
        return new JudgeOutput
        {
            FinalDecision = final,
            RiskAssessment = risk,
            PositionAdjustment = risk?.Verdict switch
            {
                _ when final < Signal.Hold => matter.Say("reduce to zero", "减仓至零"),
                "Approved" => matter.Say("as planned", "按计划"),
                "Rejected" => matter.Say("no new position", "不开新仓"),
                _ => matter.Say("half of the plan at most", "至多为计划的一半"),
            },
            RiskMitigation = (trade.TradeSetup is not null && final > Signal.Hold ? RiskProfile.WithStop(matter, risk) : risk)?.Mitigation ?? [],
            Reasoning = matter.Join(plan.Reasoning, VerdictOf(matter, risk)),
            Confidence = (int)Math.Round(trade.Confidence * (1 - (0.03 * (risk?.Score ?? 10)))),
            Claims = profile?.Claims ?? [],
        };
    }

    private static string VerdictOf(AnalysisCase matter, RiskAssessment? risk) => risk?.Verdict switch
    {
        null => matter.Say("The risk could not be measured.", "风险无法衡量。"),
        "Approved" => matter.Say($"Risk, at {risk.Score} of 10, is acceptable.", $"风险评分{risk.Score}（满分10），可以接受。"),
        "Rejected" => matter.Say($"Risk, at {risk.Score} of 10, is too high to buy.", $"风险评分{risk.Score}（满分10），过高，不宜买入。"),
        _ => matter.Say($"Risk, at {risk.Score} of 10, calls for caution.", $"风险评分{risk.Score}（满分10），需谨慎。"),
    };
}

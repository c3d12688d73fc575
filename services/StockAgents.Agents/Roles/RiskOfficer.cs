using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

internal sealed record RiskOfficerOutput : IRoleOutput
{
    public required string Position { get; init; }

    public required string Assessment { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<string> CounterArguments { get; init; } = [];

    public required string RecommendedAction { get; init; }

    public required int Confidence { get; init; }

    public IReadOnlyList<ClaimDraft> Claims { get; init; } = [];

    public IEnumerable<string> Problems() =>
    [
        .. Vocabulary.Check("position", Position, ["Aggressive", "Conservative", "Neutral"]),
        .. Vocabulary.Range("confidence", Confidence, 0, 100),
        .. Assessment.Length == 0 ? ["assessment is empty"] : Enumerable.Empty<string>(),
    ];
}

/// <summary>
/// Looks at the proposed trade from one temper. Rule: the aggressive officer argues with the votes for the trade, the conservative one
/// with the measured risks, the neutral one with both; each is as sure as the risk score (of ten) leaves room for.
/// </summary>
internal sealed class RiskOfficer
{
    private RiskOfficer(string position, Role role) => (Position, Role) = (position, role);

    public static IReadOnlyList<RiskOfficer> Panel { get; } =
        [new("Aggressive", Role.Aggressive), new("Conservative", Role.Conservative), new("Neutral", Role.Neutral)];

    public string Position { get; }

    public Role Role { get; }

    public Task<RoleAnswer<RiskOfficerOutput>> AssessAsync(
        IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, IReadOnlyList<AnalystFinding> findings, TraderOutput trade, CancellationToken cancellationToken) =>
        engine.AnswerAsync(
            new RoleQuestion(run, Role.Key, Role.Tier, Dossier.After(matter, ("analysts", Dossier.Of(findings)), ("trade", trade))),
            () => Assess(matter, findings, trade), cancellationToken);

    private RiskOfficerOutput Assess(AnalysisCase matter, IReadOnlyList<AnalystFinding> findings, TraderOutput trade)
    {
        var side = Math.Sign((int)trade.Decision - (int)Signal.Hold);
        var support = Researcher.VotesOf(matter, findings).Where(v => side == 0 || Math.Sign(v.Strength) == side)
            .OrderByDescending(v => v.Force).Take(2).Select(v => v.Claim).ToList();
        var profile = RiskProfile.Of(matter);
        IReadOnlyList<ClaimDraft> risks = profile?.Claims ?? [];
        var (arguments, counters) = Position switch
        {
            "Aggressive" => (support, risks.Take(1).ToList()),
            "Conservative" => ([.. risks.Take(3)], support.Take(1).ToList()),
            _ => (support.Take(1).Concat(risks.Take(1)).ToList(), []),
        };
        return new RiskOfficerOutput
        {
            Position = Position,
            Assessment = AssessmentOf(matter, profile?.Assessment),
            Arguments = [.. arguments.Select(c => c.Text)],
            CounterArguments = [.. counters.Select(c => c.Text)],
            RecommendedAction = ActionOf(matter, profile?.Assessment, side),
            Confidence = ConfidenceOf(profile?.Assessment, trade.Confidence),
            Claims = [.. arguments.Concat(counters)],
        };
    }

    private static string AssessmentOf(AnalysisCase matter, RiskAssessment? risk) => risk is null
        ? matter.Say("The risk can't be measured: there is no volatility in the evidence.", "证据缺少波动率，风险无法衡量。")
        : matter.Say(
            $"Risk scores {risk.Score} of 10; volatility is {risk.VolatilityStatus.ToLowerInvariant()}, the worst fall {risk.MaxDrawdownRisk}.",
            $"风险评分{risk.Score}（满分10），最大回撤{risk.MaxDrawdownRisk}。");

    private string ActionOf(AnalysisCase matter, RiskAssessment? risk, int side) => (Position, risk?.Verdict, side) switch
    {
        (_, _, 0) => matter.Say("Open nothing.", "不开新仓。"),
        ("Aggressive", not "Rejected", _) => matter.Say("Take the full size.", "按计划满额执行。"),
        ("Aggressive", _, _) => matter.Say("Take half the size.", "减半执行。"),
        ("Conservative", "Approved", _) => matter.Say("Take half the size first.", "先以半仓执行。"),
        ("Conservative", _, > 0) => matter.Say("Don't buy.", "不买入。"),
        ("Conservative", _, _) => matter.Say("Leave the position.", "离场。"),
        (_, "Approved", _) => matter.Say("Take the planned size.", "按计划执行。"),
        _ => matter.Say("Take half the size, with the stop in the market.", "减半执行并挂好止损。"),
    };

    private int ConfidenceOf(RiskAssessment? risk, int trade) => (Position, risk) switch
    {
        (_, null) => 0,
        ("Aggressive", _) => trade * (10 - risk.Score) / 10,
        ("Conservative", _) => 10 * risk.Score,
        _ => (trade + (10 * (10 - risk.Score))) / 2,
    };
}

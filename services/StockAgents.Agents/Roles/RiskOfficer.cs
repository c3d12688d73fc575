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
        var votes = Researcher.VotesOf(matter, findings);
        var support = votes.Where(v => side == 0 || Math.Sign(v.Strength) == side)
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
            Assessment = AssessmentOf(matter, profile?.Assessment, votes.Count(v => v.Strength > 0), votes.Count(v => v.Strength < 0)),
            Arguments = [.. arguments.Select(c => c.Text)],
            CounterArguments = [.. counters.Select(c => c.Text)],
            RecommendedAction = ActionOf(matter, profile?.Assessment, trade.TradeSetup is null && side > 0 ? 0 : side),
            Confidence = ConfidenceOf(profile?.Assessment, trade.Confidence),
            Claims = [.. arguments.Concat(counters)],
        };
    }

    private string AssessmentOf(AnalysisCase matter, RiskAssessment? risk, int rulesFor, int rulesAgainst) => (Position, risk) switch
    {
        (_, null) => matter.Say("The risk can't be measured: there is no volatility in the evidence.", "证据缺少波动率，风险无法衡量。"),
        ("Aggressive", _) => matter.Say(
            $"What can be gained weighs most: {rulesFor} rules are for the stock and {rulesAgainst} against it, with a risk of {risk.Score} of 10.",
            $"以收益为先：{rulesFor}条规则看多，{rulesAgainst}条看空，风险评分{risk.Score}（满分10）。"),
        ("Conservative", _) => matter.Say(
            $"What can be lost weighs most: risk scores {risk.Score} of 10, volatility is {risk.VolatilityStatus.ToLowerInvariant()}, the worst fall {risk.MaxDrawdownRisk}.",
            $"以防损为先：风险评分{risk.Score}（满分10），波动{ChineseOf(risk.VolatilityStatus)}，最大回撤{risk.MaxDrawdownRisk}。"),
        _ => matter.Say(
            $"Gain and loss weigh the same: {Math.Max(rulesFor, rulesAgainst)} rules on the stronger side stand against a risk of {risk.Score} of 10.",
            $"收益与风险并重：占优一方有{Math.Max(rulesFor, rulesAgainst)}条规则支持，对应风险评分{risk.Score}（满分10）。"),
    };

    private string ActionOf(AnalysisCase matter, RiskAssessment? risk, int side) => (Position, risk?.Verdict, side) switch
    {
        (_, _, 0) => matter.Say("Open nothing.", "不开新仓。"),
        ("Aggressive", _, < 0) => matter.Say("Sell in the exit zone and wait for it.", "等待价格进入离场区间再卖出。"),
        ("Conservative", _, < 0) => matter.Say("Leave the position at once.", "立即离场。"),
        (_, _, < 0) => matter.Say("Leave the position in parts.", "分批离场。"),
        (_, "Rejected", _) => matter.Say("Don't buy.", "不买入。"),
        ("Aggressive", _, _) => matter.Say("Take the full size.", "按计划满额执行。"),
        ("Conservative", "Approved", _) => matter.Say("Take half the size first.", "先以半仓执行。"),
        ("Conservative", _, _) => matter.Say("Don't buy.", "不买入。"),
        (_, "Approved", _) => matter.Say("Take the planned size.", "按计划执行。"),
        _ => matter.Say("Take half the size, with the stop in the market.", "减半执行并挂好止损。"),
    };

    private static string ChineseOf(string volatility) => volatility switch
    {
        "Low" => "偏低",
        "Moderate" => "适中",
        "High" => "偏高",
        _ => "极高",
    };

    private int ConfidenceOf(RiskAssessment? risk, int trade) => (Position, risk) switch
    {
        (_, null) => 0,
        ("Aggressive", _) => trade * (10 - risk.Score) / 10,
        ("Conservative", _) => 10 * risk.Score,
        _ => (trade + (10 * (10 - risk.Score))) / 2,
    };
}

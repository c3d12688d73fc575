using StockAgents.Agents.Evidence;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <param name="Weight"><c>High</c>, <c>Medium</c> or <c>Low</c>.</param>
internal sealed record Argument(string Text, string Evidence, string Weight, IReadOnlyList<string> EvidenceIds);

internal sealed record ResearcherOutput : IRoleOutput
{
    /// <summary><c>Bull</c> or <c>Bear</c>.</summary>
    public required string Position { get; init; }

    public required string Thesis { get; init; }

    /// <summary>Five at most; none when the evidence offers this side nothing.</summary>
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    public required int Confidence { get; init; }

    public IReadOnlyList<ClaimDraft> Claims { get; init; } = [];

    public IEnumerable<string> Problems() =>
    [
        .. Vocabulary.Check("position", Position, ["Bull", "Bear"]),
        .. Vocabulary.AtMost("arguments", Arguments, 5),
        .. Arguments.SelectMany(a => Vocabulary.Check("arguments.weight", a.Weight, Vocabulary.Weight)),
        .. Arguments.Where(a => a.EvidenceIds.Count == 0).Select(a => $"argument '{a.Text}' cites no evidence"),
        .. Vocabulary.Range("confidence", Confidence, 0, 100),
    ];
}

/// <summary>
/// Argues one side. Rule: the five strongest votes of that side among all the analysts' published rules; confidence is the side's
/// share of the total force, so both sides can't be sure of the same evidence.
/// </summary>
internal sealed class Researcher
{
    private Researcher(string position, int side, Role opening, Role rebuttal) => (Position, Side, Opening, Rebuttal) = (position, side, opening, rebuttal);

    public static Researcher Bull { get; } = new("Bull", 1, Role.BullOpening, Role.BullRebuttal);

    public static Researcher Bear { get; } = new("Bear", -1, Role.BearOpening, Role.BearRebuttal);

    public string Position { get; }

    /// <summary>1 for the bull, -1 for the bear.</summary>
    public int Side { get; }

    public Role Opening { get; }

    public Role Rebuttal { get; }

    public Task<RoleAnswer<ResearcherOutput>> OpenAsync(
        IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, IReadOnlyList<AnalystFinding> findings, CancellationToken cancellationToken) =>
        engine.AnswerAsync(
            new RoleQuestion(run, Opening.Key, Opening.Tier, Dossier.After(matter, ("analysts", Dossier.Of(findings)))),
            () => Open(matter, findings), cancellationToken);

    public static IReadOnlyList<Vote> VotesOf(AnalysisCase matter, IReadOnlyList<AnalystFinding> findings) =>
        [.. findings.Where(f => !f.Abstained).SelectMany(f => f.Analyst.Vote(matter).Votes)];

    public static string EvidenceOf(AnalysisCase matter, IReadOnlyList<string> ids) => string.Join(matter.Say("; ", "；"), ids
        .Select(matter.Evidence.ById).OfType<EvidenceItem>()
        .Select(i => i.Value is null ? i.Text!.Split('\n')[0] : matter.Say($"{i.Name} {matter.FigureOf(i)}", $"{ChineseLabels.Of(i.Name)}：{matter.FigureOf(i)}")));

    private ResearcherOutput Open(AnalysisCase matter, IReadOnlyList<AnalystFinding> findings)
    {
        var votes = VotesOf(matter, findings);
        var own = votes.Where(v => Math.Sign(v.Strength) == Side).OrderByDescending(v => v.Force).ToList();
        var total = votes.Sum(v => v.Force);
        var best = own.Take(5).ToList();
        return new ResearcherOutput
        {
            Position = Position,
            Thesis = best.Count == 0 ? Nothing(matter) : Thesis(matter, best[0]),
            Arguments = [.. best.Select(v => new Argument(v.Claim.Text, EvidenceOf(matter, v.Claim.Evidence), Vocabulary.WeightOf(v.Force), v.Claim.Evidence))],
            Confidence = total > 0 ? (int)Math.Round(100 * own.Sum(v => v.Force) / total) : 0,
            Claims = [.. best.Select(v => v.Claim)],
        };
    }

    private string Nothing(AnalysisCase matter) => Side > 0
        ? matter.Say("The evidence offers no argument for buying.", "证据中没有支持买入的论据。")
        : matter.Say("The evidence offers no argument for selling.", "证据中没有支持卖出的论据。");

    private string Thesis(AnalysisCase matter, Vote best) => Side > 0
        ? matter.Say($"{matter.Name} deserves to be bought: {best.Claim.Text}", $"{matter.Name}值得买入：{best.Claim.Text}")
        : matter.Say($"{matter.Name} deserves to be avoided: {best.Claim.Text}", $"{matter.Name}应当回避：{best.Claim.Text}");
}

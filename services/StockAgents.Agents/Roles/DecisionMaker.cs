using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

internal sealed record DecisionOutput : IRoleOutput
{
    public required Signal Decision { get; init; }

    public required int Confidence { get; init; }

    public required string Reasoning { get; init; }

    public IReadOnlyList<string> KeyFactors { get; init; } = [];

    public IReadOnlyList<ClaimDraft> Claims { get; init; } = [];

    public IEnumerable<string> Problems() =>
    [
        .. Vocabulary.Range("confidence", Confidence, 0, 100),
        .. Enum.IsDefined(Decision) ? Enumerable.Empty<string>() : [$"decision {Decision} is unknown"],
        .. Reasoning.Length == 0 ? ["reasoning is empty"] : Enumerable.Empty<string>(),
    ];
}

/// <summary>
/// Decides an L1 run from the three reports: the analysts' consensus, bound by the risk measured from the same evidence.
/// </summary>
internal static class DecisionMaker
{
    public static Task<RoleAnswer<DecisionOutput>> DecideAsync(
        IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, IReadOnlyList<AnalystFinding> findings, CancellationToken cancellationToken) =>
        engine.AnswerAsync(
            new RoleQuestion(run, Role.Decision.Key, Role.Decision.Tier, Dossier.After(matter, ("analysts", Dossier.Of(findings)))),
            () => Decide(matter, findings), cancellationToken);

    private static DecisionOutput Decide(AnalysisCase matter, IReadOnlyList<AnalystFinding> findings)
    {
        var consensus = Consensus.Of(matter, findings)!;
        var voices = findings.Where(f => !f.Abstained).ToList();
        var factors = voices.SelectMany(f => f.Analyst.Vote(matter).Votes).OrderByDescending(v => v.Force).Take(3).ToList();
        var risk = RiskProfile.Of(matter);
        return new DecisionOutput
        {
            Decision = consensus.Signal,
            Confidence = consensus.Confidence,
            Reasoning = matter.Join(Sentences.Consensus(matter, voices, consensus.Signal), factors.Count > 0 ? factors[0].Claim.Text : ""),
            KeyFactors = [.. factors.Select(v => v.Claim.Text)],
            Claims = [.. factors.Select(v => v.Claim), .. risk?.Claims ?? []],
        };
    }
}

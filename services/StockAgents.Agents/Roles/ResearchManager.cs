using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>Both sides of the debate, openings and rebuttals.</summary>
internal sealed record Debate(ResearcherOutput Bull, ResearcherOutput Bear, RebuttalOutput BullRebuttal, RebuttalOutput BearRebuttal);

internal sealed record ManagerOutput : IRoleOutput
{
    public required Signal Decision { get; init; }

    public required string Winner { get; init; }

    public required string Reasoning { get; init; }

    public required string BullSummary { get; init; }

    public required string BearSummary { get; init; }

    public IReadOnlyList<string> KeyFactors { get; init; } = [];

    public required string ActionPlan { get; init; }

    public required int Confidence { get; init; }

    public IReadOnlyList<ClaimDraft> Claims { get; init; } = [];

    public IEnumerable<string> Problems() =>
    [
        .. Vocabulary.Check("winner", Winner, Vocabulary.Winner),
        .. Vocabulary.Range("confidence", Confidence, 0, 100),
        .. Enum.IsDefined(Decision) ? Enumerable.Empty<string>() : [$"decision {Decision} is unknown"],
    ];
}

/// <summary>
/// Judges the debate and plans. Rule: each argument counts its weight, three tenths of it when rebutted, a fifth more when conceded; the
/// net share moves the analysts' consensus (Clemen 1989) by three tenths. A debate that contradicts the consensus costs confidence.
/// </summary>
internal static class ResearchManager
{
    private const double DebateShare = 0.3;
    private const double ClearWin = 0.15;

    public static Task<RoleAnswer<ManagerOutput>> JudgeAsync(
        IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, IReadOnlyList<AnalystFinding> findings, Debate debate, CancellationToken cancellationToken) =>
        engine.AnswerAsync(
            new RoleQuestion(run, Role.ResearchManager.Key, Role.ResearchManager.Tier, Dossier.After(matter, ("analysts", Dossier.Of(findings)), ("debate", debate))),
            () => Judge(matter, findings, debate), cancellationToken);

    /// <summary>How the opponent left an argument; <c>open</c> when it said nothing about it.</summary>
    public static string StanceOn(int argumentNumber, RebuttalOutput opponent) =>
        opponent.Responses.FirstOrDefault(r => r.ArgumentNumber == argumentNumber)?.Stance ?? "open";

    private static ManagerOutput Judge(AnalysisCase matter, IReadOnlyList<AnalystFinding> findings, Debate debate)
    {
        var (bull, bear) = (Strength(debate.Bull, debate.BearRebuttal), Strength(debate.Bear, debate.BullRebuttal));
        var net = bull + bear > 0 ? (bull - bear) / (bull + bear) : 0;
        var winner = net switch { > ClearWin => "Bull", < -ClearWin => "Bear", _ => "Neutral" };
        var consensus = Consensus.Of(matter, findings)!;
        var decided = matter.Unmoved ? consensus : consensus with { Mean = ((1 - DebateShare) * consensus.Mean) + (DebateShare * net) };
        var contradicted = net * consensus.Mean < 0 && winner != "Neutral";
        var strongest = debate.Bull.Claims.Take(1).Concat(debate.Bear.Claims.Take(1)).ToList();
        return new ManagerOutput
        {
            Decision = decided.Signal,
            Winner = winner,
            Reasoning = matter.Join(Sentences.Consensus(matter, [.. findings.Where(f => !f.Abstained)], decided.Signal), Outcome(matter, winner)),
            BullSummary = debate.Bull.Thesis,
            BearSummary = debate.Bear.Thesis,
            KeyFactors = [.. strongest.Select(c => c.Text)],
            ActionPlan = decided.Signal switch
            {
                > Signal.Hold => matter.Say("Build a position sized by volatility, with a stop from the start.", "按波动率控制仓位建仓，并设好止损。"),
                < Signal.Hold => matter.Say("Reduce or leave the position into strength.", "逢高减仓或离场。"),
                _ => matter.Say("Stay as you are and watch the levels.", "维持现状，关注关键价位。"),
            },
            Confidence = contradicted ? (int)(consensus.Confidence * 0.8) : consensus.Confidence,
            Claims = strongest,
        };
    }

    private static double Strength(ResearcherOutput side, RebuttalOutput opponent) =>
        side.Arguments.Select((a, i) => Rebuttal.Weigh(a.Weight) * StanceOn(i + 1, opponent) switch
        {
            "rebutted" => 0.3,
            "conceded" => 1.2,
            _ => 1,
        }).Sum();

    private static string Outcome(AnalysisCase matter, string winner) => winner switch
    {
        "Bull" => matter.Say("The bull won the debate.", "多方在辩论中占优。"),
        "Bear" => matter.Say("The bear won the debate.", "空方在辩论中占优。"),
        _ => matter.Say("Neither side won the debate.", "辩论双方不分胜负。"),
    };
}

using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <param name="ArgumentNumber">Which of the opponent's arguments, from 1.</param>
/// <param name="Stance"><c>open</c>, <c>rebutted</c> or <c>conceded</c>.</param>
internal sealed record Response(int ArgumentNumber, string Stance, string Reply, IReadOnlyList<string> EvidenceIds);

internal sealed record RebuttalOutput : IRoleOutput
{
    public required string Position { get; init; }

    public IReadOnlyList<Response> Responses { get; init; } = [];

    public required int Confidence { get; init; }

    public IReadOnlyList<ClaimDraft> Claims { get; init; } = [];

    public IEnumerable<string> Problems() =>
    [
        .. Vocabulary.Check("position", Position, ["Bull", "Bear"]),
        .. Vocabulary.AtMost("responses", Responses, 5),
        .. Responses.SelectMany(r => Vocabulary.Check("responses.stance", r.Stance, Vocabulary.Stance)),
        .. Responses.SelectMany(r => Vocabulary.Range("responses.argument_number", r.ArgumentNumber, 1, 5)),
        .. Vocabulary.Range("confidence", Confidence, 0, 100),
    ];
}

/// <summary>
/// Answers the other side. Rule: an argument is rebutted when the same topic holds evidence for this side that weighs as much;
/// conceded when it weighs heavily and the topic holds nothing (more) against it; else it stays open. A counter answers one argument.
/// </summary>
internal static class Rebuttal
{
    public static Task<RoleAnswer<RebuttalOutput>> AnswerAsync(
        Researcher researcher, IRoleEngine engine, IAnalysisRun run, AnalysisCase matter, IReadOnlyList<AnalystFinding> findings,
        ResearcherOutput own, ResearcherOutput opponent, CancellationToken cancellationToken) =>
        engine.AnswerAsync(
            new RoleQuestion(run, researcher.Rebuttal.Key, researcher.Rebuttal.Tier, Dossier.After(matter, ("own_opening", own), ("opponent", opponent))),
            () => Answer(researcher, matter, findings, own, opponent), cancellationToken);

    private static RebuttalOutput Answer(
        Researcher researcher, AnalysisCase matter, IReadOnlyList<AnalystFinding> findings, ResearcherOutput own, ResearcherOutput opponent)
    {
        var votes = Researcher.VotesOf(matter, findings).Where(v => Math.Sign(v.Strength) == researcher.Side).OrderByDescending(v => v.Force).ToList();
        var claims = new List<ClaimDraft>();
        var responses = opponent.Arguments.Select((argument, index) =>
        {
            var topics = argument.EvidenceIds.Select(matter.Evidence.ById).OfType<EvidenceItem>().Select(i => i.Topic).ToHashSet();
            var counter = votes.Find(v => !claims.Contains(v.Claim) && matter.Evidence.ById(v.Claim.Evidence[0]) is { } item && topics.Contains(item.Topic));
            if (counter is null)
            {
                var conceded = argument.Weight == "High";
                return new Response(index + 1, conceded ? "conceded" : "open", conceded
                    ? matter.Say("Conceded: the evidence on this topic is one-sided.", "承认：该方面证据一边倒。")
                    : matter.Say("Not answered: it weighs little.", "未回应：该论据分量不足。"), argument.EvidenceIds);
            }

            claims.Add(counter.Claim);
            return new Response(index + 1, counter.Force >= Weigh(argument.Weight) ? "rebutted" : "open", counter.Claim.Text, counter.Claim.Evidence);
        }).ToList();
        var conceded = responses.Count(r => r.Stance == "conceded");
        return new RebuttalOutput
        {
            Position = researcher.Position,
            Responses = responses,
            Confidence = Math.Max(0, own.Confidence - (5 * conceded)),
            Claims = [.. claims.DistinctBy(c => c.Text)],
        };
    }

    /// <summary>The least force of an argument of that weight (see <see cref="Vocabulary.WeightOf"/>).</summary>
    internal static double Weigh(string weight) => weight switch
    {
        "High" => 0.6,
        "Medium" => 0.3,
        _ => 0.1,
    };
}

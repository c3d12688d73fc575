using StockAgents.Agents.Evidence;
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
/// Answers the other side, its heaviest argument first. Rule: an argument is met with evidence for this side about the same datum, else of the
/// same topic, and rather with what the own opening left unsaid; it is rebutted when the counter weighs as much, stays open when it
/// weighs less, and is conceded when there is none. A counter answers one argument.
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
        var votes = Researcher.VotesOf(matter, findings).Where(v => Math.Sign(v.Strength) == researcher.Side).ToList();
        var said = own.Arguments.Select(a => a.Text).ToHashSet();
        var claims = new List<ClaimDraft>();
        var responses = opponent.Arguments.Select((argument, index) => (Argument: argument, Number: index + 1))
            .OrderByDescending(x => Weigh(x.Argument.Weight)).Select(Respond).OrderBy(r => r.ArgumentNumber).ToList();
        var conceded = responses.Count(r => r.Stance == "conceded");
        return new RebuttalOutput
        {
            Position = researcher.Position,
            Responses = responses,
            Confidence = Math.Max(0, own.Confidence - (5 * conceded)),
            Claims = claims,
        };

        Response Respond((Argument Argument, int Number) point)
        {
            var argument = point.Argument;
            var topics = argument.EvidenceIds.Select(matter.Evidence.ById).OfType<EvidenceItem>().Select(i => i.Topic).ToHashSet();
            var counter = votes.Where(v => matter.Evidence.ById(v.Claim.Evidence[0]) is { } item && topics.Contains(item.Topic))
                .OrderByDescending(v => v.Claim.Evidence.Intersect(argument.EvidenceIds).Any()).ThenBy(v => said.Contains(v.Claim.Text))
                .ThenByDescending(v => v.Force).FirstOrDefault();
            if (counter is null)
                return new Response(point.Number, "conceded", matter.Say("Conceded: no evidence on this subject speaks against it.", "承认：该方面没有相反的证据。"), argument.EvidenceIds);
            votes.Remove(counter);
            var claim = Against(matter, argument, counter.Claim);
            claims.Add(claim);
            return new Response(point.Number, counter.Force >= Weigh(argument.Weight) ? "rebutted" : "open", claim.Text, claim.Evidence);
        }
    }

    // Quotes the point it answers; a point whose figures don't hold is not repeated.
    private static ClaimDraft Against(AnalysisCase matter, Argument argument, ClaimDraft counter)
    {
        var point = new ClaimDraft(argument.Text, argument.EvidenceIds);
        if (new ClaimChecker(matter.Evidence).Unverified(point).Count > 0)
            return counter;
        var quoted = argument.Text.TrimEnd('.', '。');
        return new ClaimDraft(
            matter.Say($"Against “{quoted}”: {counter.Text}", $"针对“{quoted}”：{counter.Text}"),
            [.. counter.Evidence.Union(argument.EvidenceIds)]);
    }

    /// <summary>The least force of an argument of that weight (see <see cref="Vocabulary.WeightOf"/>).</summary>
    internal static double Weigh(string weight) => weight switch
    {
        "High" => 0.6,
        "Medium" => 0.3,
        _ => 0.1,
    };
}

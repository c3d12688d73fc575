using StockAgents.Agents.Graph;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Report;

/// <summary>The debate as the report shows it: every argument with what the other side made of it.</summary>
internal static class DebateSection
{
    public static DebateReport Of(AnalysisCase matter, Deliberation held)
    {
        var debate = held.Debate;
        return new DebateReport(
            SideOf(matter, debate.Bull, debate.BullRebuttal, debate.Bear, debate.BearRebuttal),
            SideOf(matter, debate.Bear, debate.BearRebuttal, debate.Bull, debate.BullRebuttal),
            held.Plan.Winner, held.Plan.Reasoning);
    }

    private static DebateSide SideOf(AnalysisCase matter, ResearcherOutput own, RebuttalOutput rebuttal, ResearcherOutput opponent, RebuttalOutput reply) => new(
        own.Thesis,
        [.. own.Arguments.Select((a, i) => new DebatePoint(a.Text, a.Evidence, a.Weight, a.EvidenceIds, ResearchManager.StanceOn(i + 1, reply)))],
        [
            .. from response in rebuttal.Responses
               where response.ArgumentNumber <= opponent.Arguments.Count
               let weight = opponent.Arguments[response.ArgumentNumber - 1].Weight
               select new DebatePoint(response.Reply, Researcher.EvidenceOf(matter, response.EvidenceIds), weight, response.EvidenceIds, response.Stance),
        ],
        rebuttal.Confidence);
}

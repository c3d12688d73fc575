using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>Who works on a run, and who was left out for which reason.</summary>
/// <param name="Insight">The planner's reasoning in a sentence; null when it had nothing to choose.</param>
internal sealed record Plan(IReadOnlyList<string> Analysts, IReadOnlyList<SkippedAnalyst> Skipped, string? Insight);

/// <summary>
/// Chooses the analysts. Rule: who has neither a number nor a text to read is skipped, because all it could do is abstain; market never is.
/// It is code and asks no model, so it costs no turn. Analysts that the user chose are never skipped: the planner acts only on a
/// market's full preset.
/// </summary>
internal static class Planner
{
    public static Plan Choose(AnalysisCase matter)
    {
        var asked = matter.Spec.Analysts;
        if (!AnalystNames.PresetOf(matter.Spec.Symbol.Market).ToHashSet().SetEquals(asked))
            return new Plan(asked, [], Insight: null);
        var useful = asked.Where(name => name == AnalystNames.Market || matter.Evidence.HasAny(AnalystTeam.Of(name).Topics)).ToList();
        var skipped = asked.Except(useful).Select(name => new SkippedAnalyst(name, ReasonFor(matter, name))).ToList();
        var insight = skipped.Count == 0
            ? matter.Say("All analysts of the market have evidence to read.", "该市场的全部分析师均有证据可用。")
            : matter.Say(
                $"{string.Join(", ", useful)} work; skipped for want of evidence: {string.Join(", ", skipped.Select(s => s.Analyst))}.",
                $"参与：{Names(useful)}；因缺少证据跳过：{Names(skipped.Select(s => s.Analyst))}。");
        return new Plan(useful, skipped, insight);

        string Names(IEnumerable<string> analysts) => string.Join("、", analysts.Select(a => Sentences.AnalystOf(matter, a)));
    }

    private static string ReasonFor(AnalysisCase matter, string name)
    {
        var topics = Sentences.TopicsOf(matter, AnalystTeam.Of(name).Topics);
        return matter.Say($"There is no evidence about {topics}.", $"没有相关证据（{topics}）。");
    }
}

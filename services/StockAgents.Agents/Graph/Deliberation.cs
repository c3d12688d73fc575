using StockAgents.Agents.Roles;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Graph;

/// <summary>What the roles after the analysts answered in an L2 run.</summary>
internal sealed record Deliberation(
    Debate Debate, ManagerOutput Plan, TraderOutput Trade, IReadOnlyList<RiskOfficerOutput> Panel, JudgeOutput Judgment,
    IReadOnlyList<StepRecord> Steps, IReadOnlyList<Usage> Usage)
{
    /// <summary>Six turns: openings, rebuttals, manager, trader, risk panel, judge; within a turn everyone speaks at once.</summary>
    public static async Task<Deliberation> HoldAsync(
        IRoleEngine engine, IAnalysisRun run, Stage stage, AnalysisCase matter, IReadOnlyList<AnalystFinding> findings, CancellationToken cancellationToken)
    {
        var openings = await Task.WhenAll(new[] { Researcher.Bull, Researcher.Bear }.Select(r =>
            stage.AskAsync(r.Opening, () => r.OpenAsync(engine, run, matter, findings, cancellationToken), o => o.Thesis)));
        var (bull, bear) = (openings[0].Output, openings[1].Output);

        var rebuttals = await Task.WhenAll(Rebut(Researcher.Bull, bull, bear), Rebut(Researcher.Bear, bear, bull));
        var debate = new Debate(bull, bear, rebuttals[0].Output, rebuttals[1].Output);

        var plan = await stage.AskAsync(
            Role.ResearchManager, () => ResearchManager.JudgeAsync(engine, run, matter, findings, debate, cancellationToken), o => o.Reasoning);
        var trade = await stage.AskAsync(
            Role.Trader, () => Trader.ProposeAsync(engine, run, matter, plan.Output, cancellationToken), o => o.ExecutionNotes);
        var panel = await Task.WhenAll(RiskOfficer.Panel.Select(officer =>
            stage.AskAsync(officer.Role, () => officer.AssessAsync(engine, run, matter, findings, trade.Output, cancellationToken), o => o.Assessment)));
        List<RiskOfficerOutput> opinions = [.. panel.Select(p => p.Output)];
        var judgment = await stage.AskAsync(
            Role.RiskJudge, () => RiskJudge.JudgeAsync(engine, run, matter, plan.Output, trade.Output, opinions, cancellationToken), o => o.Reasoning);

        return new Deliberation(
            debate, plan.Output, trade.Output, opinions, judgment.Output,
            [.. openings.Select(o => o.Step), .. rebuttals.Select(r => r.Step), plan.Step, trade.Step, .. panel.Select(p => p.Step), judgment.Step],
            [.. openings.Select(o => o.Usage), .. rebuttals.Select(r => r.Usage), plan.Usage, trade.Usage, .. panel.Select(p => p.Usage), judgment.Usage]);

        Task<Answered<RebuttalOutput>> Rebut(Researcher who, ResearcherOutput own, ResearcherOutput other) => stage.AskAsync(
            who.Rebuttal, () => Rebuttal.AnswerAsync(who, engine, run, matter, findings, own, other, cancellationToken),
            o => Sentences.Rebuttal(matter, who, o, other));
    }
}

using StockAgents.Agents.Evidence;
using StockAgents.Agents.Report;
using StockAgents.Agents.Roles;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Graph;

/// <summary>
/// The way of an analysis, as plain code: evidence first, then the analysts in parallel, then either a decision (L1) or the
/// debate, the trade, the risk panel and the judge (L2), then the report. A model is asked at most 2 (L1) or 7 (L2) times in a row.
/// </summary>
internal sealed class AnalysisGraph(IMarketDataApi market, IRoleEngine engine, TimeProvider time)
{
    public async Task<AnalysisReport> RunAsync(IAnalysisRun run, CancellationToken cancellationToken)
    {
        var spec = run.Spec;
        var stage = new Stage(run, time, NodesOf(spec));
        stage.Start("Evidence", "evidence", Sentences.Gathering(spec));
        var (set, fetched) = await stage.DoAsync(
            "Evidence", "evidence",
            () => run.FetchAsync("evidence", ct => market.GetEvidenceAsync(spec.Symbol, spec.TradeDate, ct), cancellationToken),
            s => Sentences.Gathered(spec, s.Sections.Sum(x => x.Points.Count + x.Texts.Count)));
        var matter = new AnalysisCase(spec, EvidencePack.Build(set, spec.TradeDate));

        var (plan, planned) = await PlanAsync(stage, matter);
        stage.Skip(plan.Skipped.Count);
        var panel = await Task.WhenAll(plan.Analysts.Select(name => AnalyseAsync(AnalystTeam.Of(name), run, stage, matter, cancellationToken)));

        var result = await DecideAsync(run, stage, new GraphResult
        {
            Case = matter,
            Findings = [.. panel.Select(p => p.Finding)],
            Skipped = plan.Skipped,
            PlannerInsight = plan.Insight,
            Steps = [fetched, .. planned, .. panel.Select(p => p.Step)],
            Usage = Sum(panel.Select(p => p.Finding.Answer.Usage)),
        }, cancellationToken);
        var (report, _) = await stage.DoAsync("Report", "final", () => Task.FromResult(ReportComposer.Compose(result, engine.Name)), r => r.Reasoning);
        return report;
    }

    private async Task<GraphResult> DecideAsync(IAnalysisRun run, Stage stage, GraphResult result, CancellationToken cancellationToken)
    {
        if (Abstention.Of(result) is { } reason)
        {
            stage.Skip(NodesAfterAnalysts(run.Spec));
            return result with { Abstention = reason };
        }

        if (run.Spec.Level is AnalysisLevel.L1)
        {
            var decision = await stage.AskAsync(
                Role.Decision, () => DecisionMaker.DecideAsync(engine, run, result.Case, result.Findings, cancellationToken), d => d.Reasoning);
            return result with { Decision = decision.Output, Steps = [.. result.Steps, decision.Step], Usage = Sum([result.Usage, decision.Usage]) };
        }

        var deliberation = await Deliberation.HoldAsync(engine, run, stage, result.Case, result.Findings, cancellationToken);
        return result with
        {
            Deliberation = deliberation,
            Steps = [.. result.Steps, .. deliberation.Steps],
            Usage = Sum([result.Usage, .. deliberation.Usage]),
        };
    }

    private async Task<(AnalystFinding Finding, StepRecord Step)> AnalyseAsync(
        IAnalyst analyst, IAnalysisRun run, Stage stage, AnalysisCase matter, CancellationToken cancellationToken)
    {
        AnalystFinding? finding = null;
        var answered = await stage.AskAsync(
            analyst.Role,
            async () =>
            {
                finding = await analyst.AnalyseAsync(engine, run, matter, cancellationToken);
                return finding.Answer;
            },
            o => o.Summary);
        return (finding!, answered.Step);
    }

    private static async Task<(Plan Plan, IReadOnlyList<StepRecord> Steps)> PlanAsync(Stage stage, AnalysisCase matter)
    {
        if (!HasPlanner(matter.Spec))
            return (new Plan(Candidates(matter.Spec), [], Insight: null), []);
        var (plan, step) = await stage.DoAsync("Planner", "analyst", () => Task.FromResult(Planner.Choose(matter)), p => p.Insight ?? Sentences.Chosen(matter, p.Analysts));
        return (plan, [step]);
    }

    private static bool HasPlanner(RunSpec spec) => spec is { Level: AnalysisLevel.L2, UsePlanner: true };

    private static IReadOnlyList<string> Candidates(RunSpec spec) => spec.Level is AnalysisLevel.L2
        ? spec.Analysts
        : [.. spec.Analysts.Where(AnalystNames.QuickScan.Contains).DefaultIfEmpty(AnalystNames.Market)];

    // Evidence and report, the planner when there is one, the analysts, and those after them.
    private static int NodesOf(RunSpec spec) => 2 + (HasPlanner(spec) ? 1 : 0) + Candidates(spec).Count + NodesAfterAnalysts(spec);

    // The decision, or two openings, two rebuttals, manager, trader, three officers and the judge.
    private static int NodesAfterAnalysts(RunSpec spec) => spec.Level is AnalysisLevel.L1 ? 1 : 10;

    private static Usage Sum(IEnumerable<Usage> usages) => usages.Aggregate(RulesEngine.NoUsage, (a, b) => new Usage(
        a.ModelCalls + b.ModelCalls, a.InputTokens + b.InputTokens, a.OutputTokens + b.OutputTokens,
        a.CostUsd is null && b.CostUsd is null ? null : (a.CostUsd ?? 0) + (b.CostUsd ?? 0)));
}

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
        stage.Start("Evidence", "evidence", $"{spec.Symbol} as of {spec.TradeDate:yyyy-MM-dd}");
        var (set, fetched) = await stage.DoAsync(
            "Evidence", "evidence",
            () => run.StepAsync("evidence", ct => market.GetEvidenceAsync(spec.Symbol, spec.TradeDate, ct), cancellationToken),
            s => $"{s.Sections.Sum(x => x.Points.Count + x.Texts.Count)} data points");
        var matter = new AnalysisCase(spec, EvidencePack.Build(set, spec.TradeDate));
        var result = await QuickAsync(run, stage, matter, [fetched], cancellationToken);
        var (report, _) = await stage.DoAsync("Report", "final", () => Task.FromResult(ReportComposer.Compose(result, engine.Name)), r => r.Reasoning);
        return report;
    }

    private static int NodesOf(RunSpec spec) => 1 + QuickAnalysts(spec).Count + 1 + 1;

    private static IReadOnlyList<string> QuickAnalysts(RunSpec spec) =>
        [.. spec.Analysts.Where(AnalystNames.QuickScan.Contains).DefaultIfEmpty(AnalystNames.Market)];

    private async Task<GraphResult> QuickAsync(IAnalysisRun run, Stage stage, AnalysisCase matter, IReadOnlyList<StepRecord> before, CancellationToken cancellationToken)
    {
        var panel = await AnalysePanelAsync(run, stage, matter, QuickAnalysts(matter.Spec), cancellationToken);
        var result = new GraphResult
        {
            Case = matter,
            Findings = [.. panel.Select(p => p.Finding)],
            Skipped = [],
            Steps = [.. before, .. panel.Select(p => p.Step)],
            Usage = Sum(panel.Select(p => p.Finding.Answer.Usage)),
        };
        if (Abstention.Of(result) is { } reason)
            return result with { Abstention = reason };

        var decision = await stage.AskAsync(
            Role.Decision, () => DecisionMaker.DecideAsync(engine, run, matter, result.Findings, cancellationToken), d => d.Reasoning);
        return result with
        {
            Decision = decision.Output,
            Steps = [.. result.Steps, decision.Step],
            Usage = Sum([result.Usage, decision.Usage]),
        };
    }

    private async Task<IReadOnlyList<(AnalystFinding Finding, StepRecord Step)>> AnalysePanelAsync(
        IAnalysisRun run, Stage stage, AnalysisCase matter, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        await Task.WhenAll(names.Select(async name =>
        {
            AnalystFinding? finding = null;
            var answered = await stage.AskAsync(
                AnalystTeam.Of(name).Role,
                async () =>
                {
                    finding = await AnalystTeam.Of(name).AnalyseAsync(engine, run, matter, cancellationToken);
                    return finding.Answer;
                },
                o => o.Summary);
            return (finding!, answered.Step);
        }));

    private static Usage Sum(IEnumerable<Usage> usages) => usages.Aggregate(RulesEngine.NoUsage, (a, b) => new Usage(
        a.ModelCalls + b.ModelCalls, a.InputTokens + b.InputTokens, a.OutputTokens + b.OutputTokens,
        a.CostUsd is null && b.CostUsd is null ? null : (a.CostUsd ?? 0) + (b.CostUsd ?? 0)));
}

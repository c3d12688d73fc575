using StockAgents.Agents.Tests.Report;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Tests.Graph;

public sealed class PlannerTests
{
    private static readonly EvidenceSet NoNews = EvidenceBuilder.Uptrend().Without(EvidenceTopic.News).Build();

    [Fact]
    public async Task An_analyst_with_nothing_to_read_is_skipped_with_the_reason()
    {
        var report = await RunAsync(GraphRig.SpecOf(NoNews, AnalysisLevel.L2));

        Assert.Equal(["market", "fundamentals", "macro"], report.Analysts.Select(a => a.Analyst));
        Assert.Equal(["news", "social"], report.SkippedAnalysts.Select(s => s.Analyst));
        Assert.All(report.SkippedAnalysts, s => Assert.NotEmpty(s.Reason));
        Assert.True(report.UiHints.ShowPlannerReasoning);
        Assert.Contains("news", report.UiHints.PlannerInsight!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_planner_it_runs_and_abstains()
    {
        var report = await RunAsync(GraphRig.SpecOf(NoNews, AnalysisLevel.L2, planner: false));

        Assert.Empty(report.SkippedAnalysts);
        Assert.Equal("abstained", Assert.Single(report.Analysts, a => a.Analyst == "news").Status);
        Assert.False(report.UiHints.ShowPlannerReasoning);
    }

    [Fact]
    public async Task An_analyst_the_user_chose_is_never_skipped()
    {
        var report = await RunAsync(GraphRig.SpecOf(NoNews, AnalysisLevel.L2, analysts: ["market", "news"]));

        Assert.Equal(["market", "news"], report.Analysts.Select(a => a.Analyst));
        Assert.Empty(report.SkippedAnalysts);
    }

    [Fact]
    public async Task Market_is_never_skipped()
    {
        var set = EvidenceBuilder.Uptrend().Without(EvidenceTopic.Price).Build();

        var report = await GraphRig.RunAsync(set, AnalysisLevel.L2);

        ReportRules.Hold(report);
        Assert.Contains(report.Analysts, a => a.Analyst == "market");
        Assert.Equal(AnalysisOutcome.Abstained, report.Outcome);
    }

    [Fact]
    public async Task Skipped_nodes_count_as_done_and_the_last_event_is_at_one_hundred()
    {
        var run = new InMemoryRun(GraphRig.SpecOf(NoNews, AnalysisLevel.L2));

        await GraphRig.RunAsync(run, NoNews);

        var progress = run.Events.Select(e => e.Data.Progress).ToList();
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(100, progress[^1]);
        Assert.Equal(4 + 1, run.Events.Count(e => e.Name == AnalysisEvents.Debate));
        Assert.Equal(3 + 1, run.Events.Count(e => e.Name == AnalysisEvents.Risk));
    }

    private static async Task<AnalysisReport> RunAsync(StockAgents.Agents.Runs.RunSpec spec)
    {
        var report = await GraphRig.RunAsync(new InMemoryRun(spec), NoNews);
        ReportRules.Hold(report);
        return report;
    }
}

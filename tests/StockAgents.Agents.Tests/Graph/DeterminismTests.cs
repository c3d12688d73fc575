using StockAgents.Agents.Tests.Report;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Graph;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(AnalysisLevel.L1)]
    [InlineData(AnalysisLevel.L2)]
    public async Task Twenty_runs_under_any_scheduling_give_the_same_bytes(AnalysisLevel level)
    {
        var set = EvidenceBuilder.Uptrend("600000.SH").Build();
        var expected = ReportRules.Bytes(await GraphRig.RunAsync(set, level));

        for (var seed = 0; seed < 20; seed++)
            Assert.Equal(expected, ReportRules.Bytes(await GraphRig.RunAsync(set, level, engine: new YieldingEngine(seed))));
    }

    [Fact]
    public async Task Parallel_analysts_end_in_any_order_but_their_events_stay_numbered_upwards()
    {
        var set = EvidenceBuilder.Uptrend("600000.SH").Build();
        var run = new InMemoryRun(GraphRig.SpecOf(set, AnalysisLevel.L2));

        await GraphRig.RunAsync(run, set, new YieldingEngine(seed: 7));

        var progress = run.Events.Select(e => e.Data.Progress).ToList();
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(progress.Count, progress.Distinct().Count());
    }
}

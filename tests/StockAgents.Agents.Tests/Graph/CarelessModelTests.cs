using StockAgents.Agents.Tests.Report;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Graph;

public sealed class CarelessModelTests
{
    [Fact]
    public async Task A_models_damaged_answers_never_break_a_report()
    {
        var sets = new[] { EvidenceBuilder.Uptrend("600000.SH").Build(), FullAnalysisTests.Downtrend().Build() };
        var used = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var engine = new MutatingEngine(seed);
            var report = await GraphRig.RunAsync(sets[seed % 2], seed % 5 == 0 ? AnalysisLevel.L1 : AnalysisLevel.L2, engine: engine);
            ReportRules.Hold(report);
            used += engine.Used;
        }

        Assert.True(used > 100, $"only {used} damaged answers got through: the test tests nothing");
    }
}

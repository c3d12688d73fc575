using System.Text.Json.Nodes;
using StockAgents.Flow.Tests.Reports;
using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests.Models;

/// <summary>A model endpoint at which nobody listens.</summary>
public sealed class DeadModelTests(DeadModelTests.StandaloneWithDeadModel standalone) : FlowTest(standalone), IClassFixture<DeadModelTests.StandaloneWithDeadModel>
{
    [Fact]
    public async Task With_the_model_away_the_rules_answer_and_the_report_says_so()
    {
        var (_, text) = await Topology.Anonymous().AnalyseAsync("600000.SH", date: null, Stop);
        var report = JsonNode.Parse(text)!;
        Assert.Equal("decision", (string)report["outcome"]!);
        Assert.Equal("rules", (string)report["engine"]!);
        Assert.Contains(report["steps"]!.AsArray(), step => (string)step!["status"]! == "degraded");
        Assert.All(report["steps"]!.AsArray(), step => Assert.NotEqual("flow-model", (string)step!["engine"]!));
        Assert.Contains(report["quality"]!["reasons"]!.AsArray(), reason => ((string)reason!).Contains("because the model failed", StringComparison.Ordinal));
        ReportChecks.EveryClaimStandsOnEvidence(report, verified: true);
    }

    public sealed class StandaloneWithDeadModel : StandaloneTopology
    {
        protected override async Task StartAsync()
        {
            var settings = await WithModelAsync();
            await Model!.DisposeAsync(); // Its port stays free: nothing else was told of it.
            Model = null;
            settings["Llm__MaxAttempts"] = "1";
            await StartAsync(settings);
        }
    }
}

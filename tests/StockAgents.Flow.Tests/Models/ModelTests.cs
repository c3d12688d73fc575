using System.Text.Json.Nodes;
using StockAgents.Flow.Tests.Reports;
using StockAgents.Flow.Tests.Topologies;
using StockAgents.TestKit.Llm;

namespace StockAgents.Flow.Tests.Models;

/// <summary>Whole runs whose roles ask a model; what was asked is read from the model server's own record.</summary>
public abstract class ModelTests(Topology topology) : FlowTest(topology)
{
    private const string Symbol = "600000.SH";

    /// <summary>Answers take a while, as a model's do: only then do calls that were made side by side overlap in the record.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(500);

    private ScriptedModelServer Model => Topology.Model!;

    [Theory]
    [InlineData("L1", 2)]
    [InlineData("L2", 7)]
    public async Task A_run_takes_no_more_turns_than_its_level_allows(string level, int turns)
    {
        var (report, calls) = await AnalyseAsync(level, request => ModelReply.After(Task.Delay(Latency), SoundAnswers.To(request)));
        Assert.Empty(Steps(report).Where(step => (string)step["status"]! == "degraded").Select(step => $"{step["node"]}: {step["note"]}"));
        Assert.Equal("flow-model", (string)report["engine"]!);
        Assert.Equal(calls.Count, (int)report["usage"]!["model_calls"]!);
        Assert.All(calls, call => Assert.Equal("Bearer sk-flow", call.Request.Authorization));
        Assert.InRange(calls.Turns(), 1, turns);
        ReportChecks.EveryFieldIsFilledOrNamedAsMissing(report);
        ReportChecks.EveryClaimStandsOnEvidence(report, verified: false);
    }

    [Fact]
    public async Task A_number_that_no_evidence_has_is_marked_and_lowers_the_grade()
    {
        var (honest, _) = await AnalyseAsync("L2", request => SoundAnswers.To(request));
        var (report, _) = await AnalyseAsync("L2", request => SoundAnswers.To(request, claim: "The close is 123456.78 CNY."));
        var planted = report["claims"]!.AsArray().Where(c => ((string)c!["text"]!).Contains("123456.78", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(planted);
        Assert.All(planted, claim =>
        {
            Assert.False((bool)claim!["verified"]!);
            Assert.Contains(claim["unverified"]!.AsArray(), number => ((string)number!).Contains("123456.78", StringComparison.Ordinal));
        });
        Assert.True((int)report["quality"]!["score"]! < (int)honest["quality"]!["score"]!);
        Assert.True(string.CompareOrdinal((string)report["quality"]!["grade"]!, (string)honest["quality"]!["grade"]!) > 0, "A lower grade is a later letter.");
    }

    [Fact]
    public async Task A_role_that_gets_no_JSON_is_answered_by_its_rules_and_marked()
    {
        var (report, calls) = await AnalyseAsync("L2", request => request.Role == "market_analyst" ? ModelReply.Text("{\"signal\": Buy") : SoundAnswers.To(request));
        Assert.Equal(2, calls.Count(call => call.Request.Role == "market_analyst"));
        var degraded = Assert.Single(Steps(report), step => (string)step["status"]! == "degraded");
        Assert.Equal(("Market Analyst", "rules"), ((string)degraded["node"]!, (string)degraded["engine"]!));
        Assert.Equal("flow-model", (string)report["engine"]!);
    }

    private static IEnumerable<JsonNode> Steps(JsonNode report) => report["steps"]!.AsArray().Select(step => step!);

    private async Task<(JsonNode Report, IReadOnlyList<CallRecord> Calls)> AnalyseAsync(string level, Func<ModelRequest, ModelReply> answer)
    {
        Model.Answer = answer;
        var before = Model.Calls.Count;
        var user = await NewUserAsync();
        var (_, text) = await user.AnalyseAsync(Symbol, date: null, Stop, level);
        IReadOnlyList<CallRecord> calls = [.. Model.Calls.Skip(before)];
        await Task.WhenAll(calls.Select(call => call.Ended)).WaitAsync(Stop);
        return (JsonNode.Parse(text)!, calls);
    }
}

[Collection(Collections.StandaloneWithModel)]
public sealed class ModelOnStandaloneTests(StandaloneWithModel standalone) : ModelTests(standalone);

[Collection(Collections.SuiteWithModel)]
public sealed class ModelOnSuiteTests(SuiteWithModel suite) : ModelTests(suite);

using System.Net;
using System.Text.Json.Nodes;
using StockAgents.Contracts.Analysis;
using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests;

/// <summary>The way of an analysis, from sign-up to the stored report.</summary>
public abstract class AnalysisTests(Topology topology) : FlowTest(topology)
{
    private const string Symbol = "600000.SH";

    [Fact]
    public async Task An_analysis_goes_from_sign_up_to_a_stored_report()
    {
        var user = await NewUserAsync();
        var ticket = await user.AcceptAsync(Symbol, Stop);
        Assert.StartsWith($"task_{Symbol}_", ticket.TaskId, StringComparison.Ordinal);

        var events = await user.EventsAsync(ticket.TaskId, Stop);
        Assert.Equal(AnalysisEvents.Complete, events[^1].Name);
        Assert.Single(events, e => AnalysisEvents.IsTerminal(e.Name));
        Assert.Contains(events, e => e.Name == AnalysisEvents.Analyst);
        Assert.Contains(events, e => e.Name == AnalysisEvents.Debate);
        Assert.Contains(events, e => e.Name == AnalysisEvents.Risk);

        var latest = await user.JsonAsync($"/api/analyze/latest/{Symbol}", Stop);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(events[^1].Data), JsonNode.Parse(latest.GetProperty("full_report").GetRawText())),
            "The stored report is not the streamed one.");

        var status = await user.StatusAsync(ticket.TaskId, Stop);
        Assert.Equal((RunStatus.Completed, 100), (status.Status, status.Progress));
        Assert.Equal((AnalysisLevel.L2, ticket.TradeDate, ticket.UserId), (status.AnalysisLevel, status.TradeDate, status.UserId));
        Assert.NotNull(status.Outcome);

        var entry = Assert.Single((await user.HistoryAsync(Symbol, Stop)).Items);
        Assert.Equal((ticket.TaskId, RunStatus.Completed), (entry.TaskId, entry.Status));
        var detail = await user.DetailAsync(entry.Id, Stop);
        Assert.Equal((ticket.TaskId, status.Worker), (detail.TaskId, detail.Diagnostics.Worker));
        Assert.Equal(latest.GetProperty("full_report").GetProperty("reasoning").GetString(), detail.FullReport.Reasoning);
    }

    [Fact]
    public async Task What_belongs_to_one_user_does_not_exist_for_another()
    {
        var (owner, stranger) = (await NewUserAsync(), await NewUserAsync());
        var (ticket, _) = await owner.AnalyseAsync(Symbol, date: null, Stop);
        var id = Assert.Single((await owner.HistoryAsync(Symbol, Stop)).Items).Id;

        foreach (var path in new[] { $"status/{ticket.TaskId}", $"stream/{ticket.TaskId}", $"latest/{Symbol}", $"detail/{id}" })
        {
            using var answer = await stranger.Http.GetAsync($"/api/analyze/{path}", Stop);
            await Problem.AssertAsync(answer, HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND");
        }
        using var cancel = await stranger.Http.PostAsync($"/api/analyze/cancel/{ticket.TaskId}", content: null, Stop);
        await Problem.AssertAsync(cancel, HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Empty((await stranger.HistoryAsync(Symbol, Stop)).Items);
    }

    [Fact]
    public async Task A_quick_scan_has_three_analysts_and_a_decision()
    {
        var user = await NewUserAsync();
        using var accepted = await user.Http.PostAsync("/api/analyze/quick/MSFT", content: null, Stop);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var ticket = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(Stop))!;
        Assert.StartsWith("quick_MSFT_", (string)ticket["task_id"]!, StringComparison.Ordinal);
        Assert.Equal(["market", "news", "macro"], ticket["analysts"]!.AsArray().Select(a => (string)a!));
        Assert.Equal($"/api/analyze/status/{ticket["task_id"]}", accepted.Headers.Location?.ToString());

        var events = await user.EventsAsync((string)ticket["task_id"]!, Stop);
        Assert.Equal(AnalysisEvents.Complete, events[^1].Name);
        Assert.Equal("L1", (string)JsonNode.Parse(events[^1].Data)!["analysis_level"]!);
    }
}

public sealed class AnalysisOnStandaloneTests(StandaloneTopology standalone) : AnalysisTests(standalone)
{
    [Fact]
    public async Task The_person_at_this_machine_needs_no_credentials_and_is_not_seen_by_others()
    {
        var local = Topology.Anonymous();
        var (ticket, _) = await local.AnalyseAsync("000001.SZ", date: null, Stop);
        Assert.Equal(RunStatus.Completed, (await local.StatusAsync(ticket.TaskId, Stop)).Status);

        var stranger = await NewUserAsync();
        using var status = await stranger.Http.GetAsync($"/api/analyze/status/{ticket.TaskId}", Stop);
        await Problem.AssertAsync(status, HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND");
        Assert.Empty((await stranger.HistoryAsync("000001.SZ", Stop)).Items);
    }
}

public sealed class AnalysisOnSuiteTests(SuiteTopology suite) : AnalysisTests(suite)
{
    [Fact]
    public async Task Nobody_analyses_without_credentials()
    {
        using var answer = await Topology.Anonymous().SubmitAsync("MSFT", body: null, Stop);
        await Problem.AssertAsync(answer, HttpStatusCode.Unauthorized, "AUTHENTICATION_ERROR");
    }
}

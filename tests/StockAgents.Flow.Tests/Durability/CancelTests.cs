using System.Net;
using StockAgents.Contracts.Analysis;
using StockAgents.Flow.Tests.Topologies;
using StockAgents.TestKit.Llm;

namespace StockAgents.Flow.Tests.Durability;

/// <summary>A run ends when its owner says so, whether it waits or works, and says so once.</summary>
public abstract class CancelTests(Topology topology) : FlowTest(topology)
{
    [Fact]
    public async Task A_running_analysis_is_cancelled_once()
    {
        var gate = Hold();
        var user = await NewUserAsync();
        var ticket = await user.AcceptAsync("000001.SZ", Stop, level: "L1");
        await user.ReachesAsync(ticket.TaskId, RunStatus.Running, Stop);
        await CancelAsync(user, ticket.TaskId, gate);
    }

    [Fact]
    public async Task A_waiting_analysis_is_cancelled_once_and_never_begun()
    {
        var gate = Hold();
        var user = await NewUserAsync();
        var running = new List<AnalysisTicket>();
        for (var slot = 0; slot < Topology.Slots; slot++)
            running.Add(await user.AcceptAsync("000001.SZ", Stop, level: "L1"));
        foreach (var run in running)
            await user.ReachesAsync(run.TaskId, RunStatus.Running, Stop);

        var waiting = await user.AcceptAsync("600000.SH", Stop, level: "L1");
        Assert.Equal(RunStatus.Pending, (await user.StatusAsync(waiting.TaskId, Stop)).Status);
        await CancelAsync(user, waiting.TaskId, gate);
        Assert.Equal(0, (await user.StatusAsync(waiting.TaskId, Stop)).Attempt);
        foreach (var run in running)
            Assert.Equal(AnalysisEvents.Complete, (await user.EventsAsync(run.TaskId, Stop))[^1].Name);
    }

    private static async Task CancelAsync(FlowClient user, string taskId, TaskCompletionSource gate)
    {
        var following = user.EventsAsync(taskId, Stop);
        using (var cancel = await user.Http.PostAsync($"/api/analyze/cancel/{taskId}", content: null, Stop))
            Assert.Equal(HttpStatusCode.Accepted, cancel.StatusCode);
        var events = await following;
        gate.SetResult();

        Assert.Equal(AnalysisEvents.Cancelled, events[^1].Name);
        Assert.Single(events, e => AnalysisEvents.IsTerminal(e.Name));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => $"{n}"), events.Select(e => e.Id));
        Assert.Equal(events, await user.EventsAsync(taskId, Stop));
        Assert.Equal(RunStatus.Cancelled, (await user.StatusAsync(taskId, Stop)).Status);
        using var again = await user.Http.PostAsync($"/api/analyze/cancel/{taskId}", content: null, Stop);
        await Problem.AssertAsync(again, HttpStatusCode.Conflict, "RESOURCE_EXISTS");
    }

    private TaskCompletionSource Hold()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Topology.Model!.Answer = _ => ModelReply.After(gate.Task, ModelReply.Sample());
        return gate;
    }
}

[Collection(Collections.StandaloneWithModel)]
public sealed class CancelOnStandaloneTests(StandaloneWithModel standalone) : CancelTests(standalone);

[Collection(Collections.SuiteWithModel)]
public sealed class CancelOnSuiteTests(SuiteWithModel suite) : CancelTests(suite);

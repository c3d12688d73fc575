using StockAgents.Contracts.Analysis;
using StockAgents.Flow.Tests.Models;
using StockAgents.Flow.Tests.Topologies;
using StockAgents.TestKit.Llm;
using StockAgents.TestKit.Processes;

namespace StockAgents.Flow.Tests.Durability;

/// <summary>Workers that die, drain or stand still, and a Redis that forgets: nothing is lost, nothing is done twice.</summary>
[Collection(Collections.SuiteWithModel)]
public sealed class LostWorkerTests(SuiteWithModel suite) : FlowTest(suite)
{
    private const string Symbol = "600000.SH";
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_run_is_taken_over_when_its_worker_dies_and_no_finished_call_is_repeated()
    {
        var (user, ticket, following, before) = await HoldAtTheDebateAsync();
        var finished = suite.Model!.Calls.Skip(before).Where(call => call.EndedAt is not null).Select(call => call.Request.Hash).ToList();
        Assert.NotEmpty(finished);
        var worker = await WorkerOfAsync(user, ticket);

        suite.Model.Answer = request => SoundAnswers.To(request);
        await worker.SignalAsync("KILL");
        await worker.ExitAsync(Stop);

        await AssertCompletedAsync(user, ticket, await following);
        var status = await user.StatusAsync(ticket.TaskId, Stop);
        Assert.Equal(2, status.Attempt);
        Assert.NotEqual(NameOf(worker), status.Worker);
        var repeated = suite.Model.Calls.Skip(before).Select(call => call.Request.Hash).GroupBy(hash => hash, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        Assert.Empty(repeated.Intersect(finished, StringComparer.Ordinal));
        Assert.InRange(repeated.Count, 1, 2); // The two openings that were in flight.
        await suite.AddWorkerAsync();
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_finishes_its_run_first()
    {
        var (user, ticket, following, before) = await HoldAtTheDebateAsync();
        var worker = await WorkerOfAsync(user, ticket);
        await worker.SignalAsync("TERM");
        await worker.Log.FirstAsync(entry => entry.GetProperty("event").GetString()!.StartsWith("worker stops", StringComparison.Ordinal), Stop);
        _gate.SetResult();

        await AssertCompletedAsync(user, ticket, await following);
        Assert.True(await worker.ExitAsync(Stop) == 0, worker.Errors);
        var status = await user.StatusAsync(ticket.TaskId, Stop);
        Assert.Equal((1, NameOf(worker)), (status.Attempt, status.Worker));
        Assert.Distinct(suite.Model!.Calls.Skip(before).Select(call => call.Request.Hash));
        await suite.AddWorkerAsync();
    }

    [Fact]
    public async Task Runs_that_wait_survive_a_flush_of_Redis()
    {
        suite.Model!.Answer = request => SoundAnswers.To(request);
        var user = await NewUserAsync();
        foreach (var worker in suite.RunningWorkers)
            await worker.SignalAsync("STOP");
        var tickets = new List<AnalysisTicket>();
        for (var i = 0; i < 5; i++)
            tickets.Add(await user.AcceptAsync(Symbol, Stop, level: "L1"));
        await using (var redis = await suite.Redis.ConnectAsync())
            await redis.GetServers()[0].FlushDatabaseAsync();
        foreach (var worker in suite.RunningWorkers)
            await worker.SignalAsync("CONT");

        foreach (var ticket in tickets)
            await AssertCompletedAsync(user, ticket, await user.EventsAsync(ticket.TaskId, Stop), runs: tickets.Count);
    }

    private static async Task AssertCompletedAsync(FlowClient user, AnalysisTicket ticket, IReadOnlyList<StreamedEvent> events, int runs = 1)
    {
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => $"{n}"), events.Select(e => e.Id));
        Assert.Equal(AnalysisEvents.Complete, Assert.Single(events, e => AnalysisEvents.IsTerminal(e.Name)).Name);
        Assert.Equal(events, await user.EventsAsync(ticket.TaskId, Stop));
        Assert.Equal(RunStatus.Completed, (await user.StatusAsync(ticket.TaskId, Stop)).Status);
        Assert.Equal(runs, (await user.HistoryAsync(Symbol, Stop)).Total);
    }

    /// <summary>A run whose analysts have answered and whose bull and bear wait for the model.</summary>
    private async Task<(FlowClient User, AnalysisTicket Ticket, Task<IReadOnlyList<StreamedEvent>> Following, int Before)> HoldAtTheDebateAsync()
    {
        while (suite.RunningWorkers.Count() < 2)
            await suite.AddWorkerAsync();
        var model = suite.Model!;
        var before = model.Calls.Count;
        var (debaters, bothThere) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        model.Answer = request =>
        {
            if (request.Role is not ("bull_researcher" or "bear_researcher"))
                return SoundAnswers.To(request);
            if (Interlocked.Increment(ref debaters) == 2)
                bothThere.SetResult();
            return ModelReply.After(_gate.Task, SoundAnswers.To(request));
        };
        var user = await NewUserAsync();
        var ticket = await user.AcceptAsync(Symbol, Stop);
        var following = user.EventsAsync(ticket.TaskId, Stop);
        await bothThere.Task.WaitAsync(TimeSpan.FromSeconds(60), Stop);
        return (user, ticket, following, before);
    }

    private async Task<ServiceProcess> WorkerOfAsync(FlowClient user, AnalysisTicket ticket)
    {
        var name = (await user.StatusAsync(ticket.TaskId, Stop)).Worker!;
        return suite.Workers.Single(worker => NameOf(worker) == name);
    }

    private string NameOf(ServiceProcess worker) => $"worker-{suite.Workers.IndexOf(worker) + 1}";
}

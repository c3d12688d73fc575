using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Agents.Events;
using StockAgents.Agents.Execution;
using StockAgents.Agents.Runs;
using StockAgents.Agents.Tests.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Execution;

/// <summary>What a leased run promises across attempts, on either database.</summary>
public abstract class LeasedRunConformance : IAsyncLifetime
{
    private const int Seeds = 60;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Passed = TimeSpan.FromSeconds(-1);

    private RunsWorld _world = null!;

    private protected abstract Task<RunsWorld> CreateAsync();

    public async ValueTask InitializeAsync() => _world = await CreateAsync();

    public ValueTask DisposeAsync() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Whatever_boundary_a_worker_dies_at_the_run_ends_once_and_no_finished_step_is_repeated()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var taskId = $"task_{seed}";
            await _world.AddRunAsync(taskId);
            await AcceptedEventAsync(taskId);
            var graph = new MortalGraph(new Random(seed));
            var attempts = 0;
            for (var ended = false; !ended; attempts++)
            {
                Assert.True(attempts < 100, $"seed {seed}: stuck");
                var run = await BeginAsync(taskId, Passed);
                try
                {
                    await graph.RunAsync(run.Run);
                    await EndAsync(run);
                    ended = true;
                }
                catch (WorkerDiedException)
                {
                    // Nothing is closed and nothing renewed: the object is simply left, as kill -9 leaves it.
                }
            }
            Assert.All(graph.Repeated, r => Assert.Fail($"seed {seed}: finished step {r} was done again"));
            await using var db = await _world.Contexts.CreateDbContextAsync(Token);
            Assert.Equal(1, await db.Reports.CountAsync(r => r.TaskId == taskId, Token));
            RunLedger.AssertWhole(await new EventLog(_world.Contexts).ReadAfterAsync(taskId, 0, Token), AnalysisEvents.Complete);
        }
    }

    [Fact]
    public async Task A_run_handed_back_by_a_drain_replays_its_steps()
    {
        await _world.AddRunAsync("task_a");
        var first = await BeginAsync("task_a");
        Assert.Equal("evidence", await first.Run.FetchAsync("evidence", _ => Task.FromResult("evidence"), Token));
        Assert.Equal("answer", await first.Run.StepAsync("call", _ => Task.FromResult("answer"), Token));
        await first.Run.HandBackAsync(retryAfter: null, reason: null, Token);
        var second = await BeginAsync("task_a");
        Assert.Equal(1, second.Lease.Attempt);
        Assert.Equal("evidence", await second.Run.FetchAsync<string>("evidence", _ => throw new InvalidOperationException("done before"), Token));
        Assert.Equal("answer", await second.Run.StepAsync<string>("call", _ => throw new InvalidOperationException("done before"), Token));
    }

    [Fact]
    public async Task A_fetch_is_written_with_the_next_step_and_not_before()
    {
        await _world.AddRunAsync("task_a");
        var (_, run) = await BeginAsync("task_a");
        await run.FetchAsync("evidence", _ => Task.FromResult(1), Token);
        Assert.Empty(await _world.Store.ReadStepsAsync("task_a", Token));
        await run.StepAsync("call", _ => Task.FromResult(2), Token);
        Assert.Equal(["call", "evidence"], (await _world.Store.ReadStepsAsync("task_a", Token)).Keys.Order());
    }

    [Fact]
    public async Task The_same_step_asked_for_twice_at_once_is_done_once()
    {
        await _world.AddRunAsync("task_a");
        var (_, run) = await BeginAsync("task_a");
        var release = new TaskCompletionSource();
        var done = 0;
        async Task<int> Work(CancellationToken token)
        {
            await release.Task.WaitAsync(token);
            return Interlocked.Increment(ref done);
        }
        var both = Task.WhenAll(run.StepAsync("call", Work, Token), run.StepAsync("call", Work, Token));
        release.SetResult();
        var results = await both;
        Assert.Equal([1, 1], results);
        Assert.Equal(1, await run.StepAsync("call", Work, Token));
    }

    [Fact]
    public async Task A_step_that_throws_is_not_journaled_and_may_be_tried_again()
    {
        await _world.AddRunAsync("task_a");
        var (_, run) = await BeginAsync("task_a");
        await Assert.ThrowsAsync<FormatException>(() => run.StepAsync<int>("call", _ => throw new FormatException(), Token));
        Assert.Empty(await _world.Store.ReadStepsAsync("task_a", Token));
        Assert.Equal(5, await run.StepAsync("call", _ => Task.FromResult(5), Token));
    }

    [Fact]
    public async Task A_worker_whose_run_was_released_writes_nothing_more_not_even_behind_a_refused_update()
    {
        await _world.AddRunAsync("task_a");
        await AcceptedEventAsync("task_a");
        var paused = await BeginAsync("task_a", Passed);
        Assert.Single(await _world.Store.ReleaseOverdueAsync(10, Token));
        Say(paused.Run, "late");
        await Assert.ThrowsAsync<LeaseLostException>(() => paused.Run.StepAsync("call", _ => Task.FromResult(1), Token));
        await Assert.ThrowsAsync<LeaseLostException>(() => EndAsync(paused));

        await using var db = await _world.Contexts.CreateDbContextAsync(Token);
        Assert.Equal(0, await db.Reports.CountAsync(Token));
        Assert.Equal(1, await db.EventChunks.CountAsync(Token));
        Assert.Empty(await _world.Store.ReadStepsAsync("task_a", Token));
        var next = await BeginAsync("task_a");
        await EndAsync(next);
        RunLedger.AssertWhole(await new EventLog(_world.Contexts).ReadAfterAsync("task_a", 0, Token), AnalysisEvents.Complete);
    }

    [Fact]
    public async Task Without_the_fence_the_late_worker_would_have_ended_the_run()
    {
        // The protection switched off: the late write carries the new worker's number.
        await _world.AddRunAsync("task_a");
        var paused = await BeginAsync("task_a", Passed);
        var taken = await BeginAsync("task_a");
        await EndAsync((paused.Lease with { Fence = taken.Lease.Fence }, paused.Run));
        Assert.Equal(RunStatus.Completed, (await _world.GetRunAsync("task_a")).Status);
    }

    [Fact]
    public async Task What_is_said_after_the_last_event_is_not_recorded()
    {
        await _world.AddRunAsync("task_a");
        await AcceptedEventAsync("task_a");
        var run = await BeginAsync("task_a");
        Say(run.Run, "first");
        await EndAsync(run);
        Say(run.Run, "straggler");
        RunLedger.AssertWhole(await new EventLog(_world.Contexts).ReadAfterAsync("task_a", 0, Token), AnalysisEvents.Complete);
    }

    [Fact]
    public async Task A_cancellation_asked_for_before_the_take_over_is_known_with_the_lease()
    {
        await _world.AddRunAsync("task_a");
        await BeginAsync("task_a", Passed);
        await using (var db = await _world.Contexts.CreateDbContextAsync(Token))
            await db.Runs.ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true), Token);
        Assert.True((await BeginAsync("task_a")).Lease.CancelRequested);
    }

    private async Task<(RunLease Lease, LeasedRun Run)> BeginAsync(string taskId, TimeSpan? span = null)
    {
        var lease = (await _world.TakeAsync(taskId, "worker", span))!;
        return (lease, new LeasedRun(lease, _world.Store, _world.Writer, new LocalEventFeed(new EventHub()), TimeProvider.System, CancellationToken.None));
    }

    private static Task EndAsync((RunLease Lease, LeasedRun Run) run) => run.Run.EndAsync(
        batch => new EndRun(run.Lease.Spec.TaskId, run.Lease.Fence, RunStatus.Completed, "completed", batch) { Report = "{}", Outcome = AnalysisOutcome.Decision },
        AnalysisEvents.Complete, data: null, Token);

    private static void Say(LeasedRun run, string what) =>
        run.Publish(AnalysisEvents.Progress, new StageEvent(what, "debate", "completed", what, 10));

    private async Task AcceptedEventAsync(string taskId)
    {
        await using var db = await _world.Contexts.CreateDbContextAsync(Token);
        var accepted = new EventBatch([new RunEvent(1, AnalysisEvents.Progress, null)], 0, "pending");
        db.Add(new EventChunk { TaskId = taskId, FirstEvent = 1, LastEvent = 1, Events = accepted.Json });
        await db.SaveChangesAsync(Token);
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Events;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Runs;

/// <summary>What leases, fencing and the writer promise on either database.</summary>
public abstract class RunsConformance : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Passed = TimeSpan.FromSeconds(-1);

    private protected RunsWorld World { get; private set; } = null!;

    private protected abstract Task<RunsWorld> CreateAsync();

    public async ValueTask InitializeAsync() => World = await CreateAsync();

    public ValueTask DisposeAsync() => World?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_run_is_leased_to_one_worker_only()
    {
        await World.AddRunAsync("task_a");
        var takers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => World.TakeAsync("task_a", $"worker-{i}")));
        var lease = Assert.Single(takers, l => l is not null)!;
        Assert.Equal((1, 1L), (lease.Attempt, lease.Fence));
        Assert.Equal(RunStatus.Running, (await World.GetRunAsync("task_a")).Status);
    }

    [Fact]
    public async Task A_run_is_taken_over_when_its_lease_has_passed_and_the_old_worker_can_write_no_more()
    {
        await World.AddRunAsync("task_a");
        var old = (await World.TakeAsync("task_a", "worker-1", Passed))!;
        var taken = (await World.TakeAsync("task_a", "worker-2"))!;
        Assert.True(taken.Fence > old.Fence);
        Assert.Equal(2, taken.Attempt);

        await Assert.ThrowsAsync<LeaseLostException>(() => World.Writer.WriteAsync(End(old, "late"), Token));
        await Assert.ThrowsAsync<LeaseLostException>(() => World.Writer.WriteAsync(new RecordStep("task_a", old.Fence, "step", "1"), Token));
        await Assert.ThrowsAsync<LeaseLostException>(() => World.Writer.WriteAsync(new AppendEvents("task_a", old.Fence, Events(2)), Token));
        Assert.Null(await World.Store.FindStepAsync("task_a", "step", Token));
        await World.Writer.WriteAsync(End(taken, "right"), Token);

        await using var db = await World.Contexts.CreateDbContextAsync(Token);
        Assert.Equal("right", (await db.Reports.SingleAsync(Token)).Body);
        Assert.Single(await db.EventChunks.ToListAsync(Token));
    }

    [Fact]
    public async Task A_finished_run_is_never_taken_again()
    {
        await World.AddRunAsync("task_a");
        var lease = (await World.TakeAsync("task_a", "worker-1"))!;
        await World.Writer.WriteAsync(End(lease, "report"), Token);
        Assert.Null(await World.TakeAsync("task_a", "worker-2"));
        var run = await World.GetRunAsync("task_a");
        Assert.Equal((RunStatus.Completed, 100, Signal.StrongBuy, AnalysisOutcome.Decision), (run.Status, run.Progress, run.Signal, run.Outcome));
        Assert.NotNull(run.FinishedAt);
    }

    [Fact]
    public async Task The_same_end_written_twice_is_one_end()
    {
        await World.AddRunAsync("task_a");
        var lease = (await World.TakeAsync("task_a", "worker-1"))!;
        await World.Writer.WriteAsync(End(lease, "report"), Token);
        await World.Writer.WriteAsync(End(lease, "report"), Token); // As after a commit whose answer was lost.
        await using var db = await World.Contexts.CreateDbContextAsync(Token);
        Assert.Equal(1, await db.Reports.CountAsync(Token));
        Assert.Equal(1, await db.EventChunks.CountAsync(Token));
    }

    [Fact]
    public async Task Renewal_names_what_is_still_held_and_what_was_lost()
    {
        await World.AddRunAsync("task_a");
        await World.AddRunAsync("task_b");
        var a = (await World.TakeAsync("task_a", "worker-1"))!;
        var b = (await World.TakeAsync("task_b", "worker-1", Passed))!;
        await World.TakeAsync("task_b", "worker-2");
        var renewed = await World.Store.RenewAsync([a, b], TimeSpan.FromMinutes(1), Token);
        Assert.Equal(["task_a"], renewed.Keys);
        Assert.False(renewed["task_a"]);
    }

    [Fact]
    public async Task A_cancellation_reaches_the_worker_with_the_next_renewal()
    {
        await World.AddRunAsync("task_a");
        var lease = (await World.TakeAsync("task_a", "worker-1"))!;
        await using (var db = await World.Contexts.CreateDbContextAsync(Token))
            await db.Runs.ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true), Token);
        Assert.True((await World.Store.RenewAsync([lease], TimeSpan.FromMinutes(1), Token))["task_a"]);
    }

    [Fact]
    public async Task A_run_handed_back_is_free_at_once_and_its_attempt_does_not_count()
    {
        await World.AddRunAsync("task_a");
        var lease = (await World.TakeAsync("task_a", "worker-1"))!;
        await World.Writer.WriteAsync(new HandBack("task_a", lease.Fence, RetryAfter: null, Reason: null, Events: null), Token);
        Assert.Equal(1, (await World.TakeAsync("task_a", "worker-2"))!.Attempt);
    }

    [Fact]
    public async Task A_retrying_run_rests_until_its_pause_is_over()
    {
        await World.AddRunAsync("task_a");
        var lease = (await World.TakeAsync("task_a", "worker-1"))!;
        await World.Writer.WriteAsync(new HandBack("task_a", lease.Fence, TimeSpan.FromMinutes(1), "throttled", Events(2)), Token);
        Assert.Null(await World.TakeAsync("task_a", "worker-2"));
        Assert.Empty(await World.Store.ReleaseOverdueAsync(10, Token));
        var run = await World.GetRunAsync("task_a");
        Assert.Equal((RunStatus.Retrying, "throttled", 2), (run.Status, run.ErrorMessage, run.LastEvent));
    }

    [Fact]
    public async Task Overdue_runs_are_released_once_and_held_ones_are_left_alone()
    {
        foreach (var id in new[] { "task_dead", "task_held", "task_due", "task_waiting" })
            await World.AddRunAsync(id);
        await World.TakeAsync("task_dead", "worker-1", Passed);
        await World.TakeAsync("task_held", "worker-1");
        var due = (await World.TakeAsync("task_due", "worker-1"))!;
        await World.Writer.WriteAsync(new HandBack("task_due", due.Fence, Passed, "again", Events: null), Token);

        var released = await World.Store.ReleaseOverdueAsync(10, Token);
        Assert.Equal(["task_dead", "task_due"], released.Select(r => r.TaskId).Order());
        Assert.Empty(await World.Store.ReleaseOverdueAsync(10, Token));
        Assert.Equal(4, await World.Store.CountOpenAsync(Token));
        Assert.Equal(["task_dead", "task_due", "task_waiting"], (await World.Store.PendingAsync(0, 10, Token)).Select(p => p.Spec.TaskId).Order());
    }

    [Fact]
    public async Task Events_are_read_on_from_any_number()
    {
        await World.AddRunAsync("task_a");
        var lease = (await World.TakeAsync("task_a", "worker-1"))!;
        await World.Writer.WriteAsync(new AppendEvents("task_a", lease.Fence, Events(2, 3, 4)), Token);
        await World.Writer.WriteAsync(new AppendEvents("task_a", lease.Fence, Events(5, 6)), Token);
        var log = new EventLog(World.Contexts);
        Assert.Equal([4, 5, 6], (await log.ReadAfterAsync("task_a", 3, Token)).Select(e => e.Id));
        Assert.Empty(await log.ReadAfterAsync("task_a", 6, Token));
        Assert.Equal(6, (await World.GetRunAsync("task_a")).LastEvent);
    }

    [Fact]
    public async Task Many_writes_at_once_share_commits_and_each_is_judged_by_its_own_fence()
    {
        var leases = new List<RunLease>();
        for (var i = 0; i < 40; i++)
        {
            await World.AddRunAsync($"task_{i}");
            leases.Add((await World.TakeAsync($"task_{i}", "worker-1", i % 4 == 0 ? Passed : null))!);
            if (i % 4 == 0)
                await World.TakeAsync($"task_{i}", "worker-2");
        }
        var outcomes = await Task.WhenAll(leases.Select(async lease =>
        {
            try
            {
                await World.Writer.WriteAsync(End(lease, "report"), Token);
                return true;
            }
            catch (LeaseLostException)
            {
                return false;
            }
        }));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i % 4 != 0), outcomes);
        await using var db = await World.Contexts.CreateDbContextAsync(Token);
        Assert.Equal(30, await db.Reports.CountAsync(Token));
    }

    [Fact]
    public async Task A_duty_has_one_holder_until_its_time_has_passed()
    {
        Assert.True(await World.Store.HoldDutyAsync("sweeper", "one", TimeSpan.FromMinutes(1), Token));
        Assert.True(await World.Store.HoldDutyAsync("sweeper", "one", Passed, Token));
        Assert.True(await World.Store.HoldDutyAsync("sweeper", "two", TimeSpan.FromMinutes(1), Token));
        Assert.False(await World.Store.HoldDutyAsync("sweeper", "one", TimeSpan.FromMinutes(1), Token));
    }

    private static EventBatch Events(params int[] ids) =>
        new([.. ids.Select(id => new RunEvent(id, AnalysisEvents.Progress, JsonSerializer.SerializeToElement(new { n = id })))], 50, "debate");

    private static EndRun End(RunLease lease, string report) =>
        new(lease.Spec.TaskId, lease.Fence, RunStatus.Completed, "completed", new EventBatch([new RunEvent(lease.LastEvent + 1, AnalysisEvents.Complete, null)], 100, "completed"))
        {
            Report = report,
            Outcome = AnalysisOutcome.Decision,
            Signal = Signal.StrongBuy,
            Confidence = 70,
        };
}

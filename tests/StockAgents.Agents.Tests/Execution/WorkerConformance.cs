using StockAgents.Agents.Data;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Tests.Execution;

/// <summary>A run's whole way, with both kinds of delivery and both databases.</summary>
public abstract class WorkerConformance : IAsyncLifetime
{
    private protected static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private protected AgentsApp App { get; private set; } = null!;

    private protected abstract Task<AgentsApp> StartAsync(string name, ScriptedMarket market, bool worker = true, params (string Key, string Value)[] settings);

    public virtual async ValueTask InitializeAsync() => App = await StartAsync("worker-1", new ScriptedMarket());

    public virtual ValueTask DisposeAsync() => App?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_run_completes_and_leaves_an_empty_queue()
    {
        var taskId = await App.SubmitAsync();
        RunLedger.AssertWhole(await App.FollowAsync(taskId), AnalysisEvents.Complete);
        var run = await App.GetRunAsync(taskId);
        Assert.Equal((RunStatus.Completed, 100, 1), (run.Status, run.Progress, run.Attempt));
        await EmptyAsync(App);
        Assert.Equal(0, (await App.CountAsync()).Dead);
    }

    [Fact]
    public async Task A_failure_that_passes_is_tried_again_and_progress_never_falls()
    {
        App.Market.OnFetch = (n, _) => n <= 2 ? throw new HttpRequestException("throttled") : Task.CompletedTask;
        var taskId = await App.SubmitAsync();
        var events = await App.FollowAsync(taskId);
        RunLedger.AssertWhole(events, AnalysisEvents.Complete);
        Assert.Equal((RunStatus.Completed, 3), ((await App.GetRunAsync(taskId)).Status, App.Market.Fetches));
        var progress = (await App.EventsAsync(taskId)).Where(e => e.Data is not null).Select(e => e.Data!.Value.GetProperty("progress").GetInt32()).ToList();
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(0, (await App.CountAsync()).Dead);
    }

    [Fact]
    public async Task A_deadline_below_is_a_failure_that_passes()
    {
        App.Market.OnFetch = (n, _) => n == 1 ? throw new TaskCanceledException("HttpClient.Timeout") : Task.CompletedTask;
        var taskId = await App.SubmitAsync();
        RunLedger.AssertWhole(await App.FollowAsync(taskId), AnalysisEvents.Complete);
        Assert.Equal(2, (await App.GetRunAsync(taskId)).Attempt);
    }

    [Fact]
    public async Task A_failure_that_does_not_pass_ends_the_run_with_one_dead_letter()
    {
        App.Market.OnFetch = (_, _) => throw new FormatException("not a number\0at all");
        var taskId = await App.SubmitAsync();
        RunLedger.AssertWhole(await App.FollowAsync(taskId), AnalysisEvents.Error);
        var run = await App.GetRunAsync(taskId);
        Assert.Equal((RunStatus.Failed, 1), (run.Status, App.Market.Fetches));
        Assert.Contains("not a number", run.ErrorMessage, StringComparison.Ordinal);
        await EmptyAsync(App);
        Assert.Equal(1, (await App.CountAsync()).Dead);
    }

    [Fact]
    public async Task A_failure_that_never_passes_ends_after_the_last_retry()
    {
        App.Market.OnFetch = (_, _) => throw new HttpRequestException("away");
        var taskId = await App.SubmitAsync();
        RunLedger.AssertWhole(await App.FollowAsync(taskId), AnalysisEvents.Error);
        Assert.Equal((RunStatus.Failed, 4), ((await App.GetRunAsync(taskId)).Status, App.Market.Fetches));
        await EmptyAsync(App);
        Assert.Equal(1, (await App.CountAsync()).Dead);
    }

    [Fact]
    public async Task A_run_that_ended_four_workers_is_buried_by_the_fifth()
    {
        await App.DisposeAsync();
        var taskId = "";
        await using (var api = await StartAsync("api", new ScriptedMarket(), worker: false))
        {
            taskId = await api.SubmitAsync();
            for (var i = 0; i < 4; i++)
                Assert.Single(await api.Get<RunStore>().TakeLeasesAsync([taskId], $"dead-{i}", TimeSpan.FromSeconds(-1), Token));
        }
        await using var fifth = await StartAsync("worker-5", new ScriptedMarket());
        RunLedger.AssertWhole(await fifth.FollowAsync(taskId), AnalysisEvents.Error);
        Assert.Equal((RunStatus.Failed, 0), ((await fifth.GetRunAsync(taskId)).Status, fifth.Market.Fetches));
        await EmptyAsync(fifth);
        Assert.Equal(1, (await fifth.CountAsync()).Dead);
    }

    [Fact]
    public async Task A_cancelled_run_ends_while_it_runs_and_a_second_cancel_says_so()
    {
        var fetching = new TaskCompletionSource();
        App.Market.OnFetch = async (_, token) =>
        {
            fetching.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        var taskId = await App.SubmitAsync();
        await fetching.Task;
        Assert.Equal(202, await App.CancelAsync(taskId));
        RunLedger.AssertWhole(await App.FollowAsync(taskId), AnalysisEvents.Cancelled);
        Assert.Equal(409, await App.CancelAsync(taskId));
        Assert.Equal(RunStatus.Cancelled, (await App.GetRunAsync(taskId)).Status);
    }

    [Fact]
    public async Task A_retrying_run_can_be_cancelled_in_its_pause()
    {
        await App.DisposeAsync();
        await using var patient = await StartAsync("worker-2", new ScriptedMarket(), worker: true, ("Worker:RetrySeconds", "600"));
        patient.Market.OnFetch = (_, _) => throw new HttpRequestException("away");
        var taskId = await patient.SubmitAsync();
        using (var reply = await patient.OpenStreamAsync(taskId))
        using (var reader = new StreamReader(await reply.Content.ReadAsStreamAsync(Token)))
            while (!(await reader.ReadLineAsync(Token))!.Contains("\"retrying\"", StringComparison.Ordinal))
            {
            }
        Assert.Equal(RunStatus.Retrying, (await patient.GetRunAsync(taskId)).Status);
        Assert.Equal(202, await patient.CancelAsync(taskId));
        RunLedger.AssertWhole(await patient.FollowAsync(taskId), AnalysisEvents.Cancelled);
    }

    [Fact]
    public async Task A_stopping_worker_hands_its_run_back_and_the_attempt_does_not_count()
    {
        var fetching = new TaskCompletionSource();
        App.Market.OnFetch = async (_, token) =>
        {
            fetching.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        var taskId = await App.SubmitAsync();
        await fetching.Task;
        await App.DisposeAsync();
        await using var second = await StartAsync("worker-2", new ScriptedMarket());
        RunLedger.AssertWhole(await second.FollowAsync(taskId), AnalysisEvents.Complete);
        var run = await second.GetRunAsync(taskId);
        Assert.Equal((RunStatus.Completed, 1, "worker-2"), (run.Status, run.Attempt, run.Worker));
        await EmptyAsync(second);
    }

    [Fact]
    public async Task A_message_of_a_finished_run_that_a_dead_worker_left_is_cleared_away()
    {
        // As after kill -9 between the commit and the acknowledgement.
        var taskId = await App.SubmitAsync();
        await App.FollowAsync(taskId);
        await EmptyAsync(App);
        await App.DisposeAsync();
        await using (var api = await StartAsync("api", new ScriptedMarket(), worker: false))
        {
            var queue = api.Get<IAnalysisQueue>();
            await queue.EnqueueAsync([QueueMessage.For(RunStore.SpecOf(await api.GetRunAsync(taskId)), DateTimeOffset.UnixEpoch)], Token);
            while ((await queue.ReceiveAsync("dead", 1, Token)).Count == 0)
            {
            }
        }
        await using var next = await StartAsync("worker-2", new ScriptedMarket());
        await next.Get<SchemaMigration<AgentsDb>>().Done;
        await EmptyAsync(next);
        Assert.Equal(0, next.Market.Fetches);
    }

    /// <summary>The message goes after the run's last event, so its going is awaited.</summary>
    private protected static async Task EmptyAsync(AgentsApp app)
    {
        while ((await app.CountAsync()).Depth > 0)
            await Task.Yield();
    }
}

using Microsoft.Extensions.Time.Testing;
using StockAgents.Agents.Events;
using StockAgents.Agents.Tests.Execution;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Analyze;

/// <summary>Server-sent events over real HTTP.</summary>
public sealed class StreamTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stockagents-stream-");

    private string Database => Path.Combine(_folder.FullName, "trading.db");

    [Fact]
    public async Task A_reader_that_returns_gets_the_rest_from_any_number_without_gap_or_repeat()
    {
        await using var app = await AgentsApp.StartAsync(Database);
        var taskId = await app.SubmitAsync();
        var all = await app.FollowAsync(taskId);
        for (var seen = 1; seen < all.Count; seen++)
            RunLedger.AssertWhole(await app.FollowAsync(taskId, seen), AnalysisEvents.Complete, after: seen);
    }

    [Fact]
    public async Task A_reader_that_has_seen_the_last_event_is_told_not_to_return()
    {
        await using var app = await AgentsApp.StartAsync(Database);
        var taskId = await app.SubmitAsync();
        var all = await app.FollowAsync(taskId);
        using var reply = await app.OpenStreamAsync(taskId, all.Count);
        Assert.Equal(204, (int)reply.StatusCode);
        using var stranger = await app.OpenStreamAsync(taskId, all.Count + 1);
        Assert.Equal(400, (int)stranger.StatusCode);
    }

    [Fact]
    public async Task Pushes_that_a_full_hub_dropped_are_read_from_the_database()
    {
        await using var app = await AgentsApp.StartAsync(Database);
        var gate = new TaskCompletionSource();
        app.Market.OnFetch = (_, token) => gate.Task.WaitAsync(token);
        var taskId = await app.SubmitAsync();
        var following = app.FollowAsync(taskId);
        for (var i = 0; i < 1000; i++)
            app.Get<EventHub>().Push(taskId, [new(500 + i, AnalysisEvents.Progress, null)]); // From a future that the database does not know.
        gate.SetResult();
        RunLedger.AssertWhole(await following, AnalysisEvents.Complete);
    }

    [Fact]
    public async Task A_quiet_stream_beats_and_a_stopping_process_closes_it()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = await AgentsApp.StartAsync(Database, clock: clock, worker: false);
        var taskId = await app.SubmitAsync();
        using var reply = await app.OpenStreamAsync(taskId);
        using var reader = new StreamReader(await reply.Content.ReadAsStreamAsync(Token));
        while (!(await reader.ReadLineAsync(Token))!.StartsWith("data: ", StringComparison.Ordinal))
        {
        }
        Assert.Equal("", await reader.ReadLineAsync(Token));
        var next = reader.ReadLineAsync(Token).AsTask();
        while (!next.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(16));
            await Task.Yield();
        }
        Assert.Equal(": heartbeat", await next);
        var stopping = app.DisposeAsync();
        while (await reader.ReadLineAsync(Token) is not null)
        {
        }
        await stopping;
    }

    [Fact]
    public async Task The_same_key_a_hundred_times_at_once_is_one_run()
    {
        await using var app = await AgentsApp.StartAsync(Database);
        var tickets = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.SubmitAsync("L1", "one-key")));
        RunLedger.AssertWhole(await app.FollowAsync(Assert.Single(tickets.Distinct())), AnalysisEvents.Complete);
        Assert.Equal(1, app.Market.Fetches);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

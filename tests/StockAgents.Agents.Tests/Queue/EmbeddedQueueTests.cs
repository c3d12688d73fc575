using Microsoft.Extensions.Time.Testing;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Tests.Runs;

namespace StockAgents.Agents.Tests.Queue;

public sealed class EmbeddedQueueTests : QueueConformance
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private RunsWorld? _world;

    private protected override async Task<IAnalysisQueue> CreateAsync()
    {
        _world = await RunsWorld.OnSqliteAsync();
        return new EmbeddedAnalysisQueue(_world.Contexts, _time);
    }

    private protected override Task AgeAsync(TimeSpan age)
    {
        _time.Advance(age);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task What_was_enqueued_survives_the_process()
    {
        await Queue.EnqueueAsync([Message("task_a")], TestContext.Current.CancellationToken);
        var afterRestart = new EmbeddedAnalysisQueue(_world!.Contexts, _time);
        var delivery = Assert.Single(await afterRestart.ReceiveAsync("one", 1, TestContext.Current.CancellationToken));
        Assert.Equal("task_a", delivery.TaskId);
    }

    public override ValueTask DisposeAsync() => _world!.DisposeAsync();
}

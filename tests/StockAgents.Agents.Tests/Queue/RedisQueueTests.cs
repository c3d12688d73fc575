using StackExchange.Redis;
using StockAgents.Agents.Queue;
using StockAgents.TestKit;

namespace StockAgents.Agents.Tests.Queue;

public sealed class RedisQueueTests(RedisServer server) : QueueConformance, IClassFixture<RedisServer>
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private ConnectionMultiplexer? _redis;
    private BlockingRedis? _blocking;

    private protected override async Task<IAnalysisQueue> CreateAsync()
    {
        server.Require();
        _redis = await server.ConnectAsync();
        await _redis.GetServers()[0].FlushDatabaseAsync();
        _blocking = new BlockingRedis(_redis);
        return new RedisAnalysisQueue(_redis, _blocking, TimeProvider.System);
    }

    /// <summary>Redis judges age by its own clock, which can only be waited for.</summary>
    private protected override async Task AgeAsync(TimeSpan age)
    {
        var start = await ServerTimeAsync();
        while (await ServerTimeAsync() - start < age)
            await Task.Yield();
    }

    [Fact]
    public async Task A_flush_in_the_middle_leaves_a_working_queue()
    {
        await Queue.EnqueueAsync([Message("task_a")], Token);
        var delivery = await ReceiveOneAsync("one");
        await _redis!.GetServers()[0].FlushDatabaseAsync();
        await Queue.KeepAliveAsync("one", [delivery.Id], Token);
        await Queue.CompleteAsync([delivery.Id], Token);
        Assert.Empty(await Queue.ReclaimAsync("two", TimeSpan.Zero, 10, Token));
        await Queue.EnqueueAsync([Message("task_b")], Token);
        Assert.Equal("task_b", (await ReceiveOneAsync("one")).TaskId);
    }

    [Fact]
    public async Task A_group_that_an_operator_destroyed_is_made_again()
    {
        await Queue.EnqueueAsync([Message("task_a")], Token);
        await _redis!.GetDatabase().StreamDeleteConsumerGroupAsync(RedisAnalysisQueue.Stream, RedisAnalysisQueue.Group);
        Assert.Equal("task_a", (await ReceiveOneAsync("one")).TaskId);
    }

    [Fact]
    public async Task A_manual_acknowledgement_does_no_harm()
    {
        await Queue.EnqueueAsync([Message("task_a")], Token);
        var delivery = await ReceiveOneAsync("one");
        await _redis!.GetDatabase().StreamAcknowledgeAsync(RedisAnalysisQueue.Stream, RedisAnalysisQueue.Group, delivery.Id);
        await Queue.KeepAliveAsync("one", [delivery.Id], Token);
        await Queue.CompleteAsync([delivery.Id], Token);
        Assert.Equal(0, (await Queue.CountAsync(Token)).Depth);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_blocking is not null)
            await _blocking.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    private async Task<DateTime> ServerTimeAsync() => await _redis!.GetServers()[0].TimeAsync();
}

using StockAgents.Agents.Queue;

namespace StockAgents.Agents.Tests.Queue;

/// <summary>What every <see cref="IAnalysisQueue"/> promises. The same file is run by the Redis queue and by the embedded one.</summary>
public abstract class QueueConformance : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private protected IAnalysisQueue Queue { get; private set; } = null!;

    private protected abstract Task<IAnalysisQueue> CreateAsync();

    /// <summary>Lets deliveries become as old as <paramref name="age"/>.</summary>
    private protected abstract Task AgeAsync(TimeSpan age);

    public async ValueTask InitializeAsync() => Queue = await CreateAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_message_reaches_exactly_one_consumer()
    {
        await Queue.EnqueueAsync([Message("task_a"), Message("task_b")], Token);
        var first = await Queue.ReceiveAsync("one", 1, Token);
        var second = await Queue.ReceiveAsync("two", 10, Token);
        Assert.Equal(["task_a"], first.Select(d => d.TaskId));
        Assert.Equal(["task_b"], second.Select(d => d.TaskId));
    }

    [Fact]
    public async Task Messages_come_in_the_order_they_were_enqueued()
    {
        for (var i = 0; i < 20; i++)
            await Queue.EnqueueAsync([Message($"task_{i:00}")], Token);
        var received = await Queue.ReceiveAsync("one", 100, Token);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"task_{i:00}"), received.Select(d => d.TaskId));
    }

    [Fact]
    public async Task A_waiting_reader_is_woken_by_an_arrival()
    {
        var waiting = ReceiveOneAsync("one");
        await Queue.EnqueueAsync([Message("task_a")], Token);
        Assert.Equal("task_a", (await waiting).TaskId);
    }

    [Fact]
    public async Task A_cancelled_reader_swallows_nothing()
    {
        using var stop = new CancellationTokenSource();
        var waiting = ReceiveOrNothingAsync("one", stop.Token);
        await stop.CancelAsync();
        Assert.Empty(await waiting);
        await Queue.EnqueueAsync([Message("task_a")], Token);
        Assert.Equal("task_a", (await ReceiveOneAsync("two")).TaskId);
    }

    [Fact]
    public async Task Depth_counts_what_is_not_finished_and_finished_messages_are_gone()
    {
        await Queue.EnqueueAsync([Message("task_a"), Message("task_b")], Token);
        var delivery = await ReceiveOneAsync("one");
        Assert.Equal(new QueueCounts(2, 1, 0), await Queue.CountAsync(Token));
        Assert.Equal(["task_a", "task_b"], (await Queue.ListAsync(Token)).Order());
        await Queue.CompleteAsync([delivery.Id], Token);
        await Queue.CompleteAsync([delivery.Id], Token);
        Assert.Equal(new QueueCounts(1, 0, 0), await Queue.CountAsync(Token));
        Assert.Equal(["task_b"], await Queue.ListAsync(Token));
    }

    [Fact]
    public async Task What_a_dead_consumer_left_is_reclaimed_by_another()
    {
        await Queue.EnqueueAsync([Message("task_a")], Token);
        await ReceiveOneAsync("dead");
        Assert.Empty(await Queue.ReclaimAsync("alive", TimeSpan.FromMinutes(1), 10, Token));
        await AgeAsync(TimeSpan.FromMilliseconds(200));
        var reclaimed = Assert.Single(await Queue.ReclaimAsync("alive", TimeSpan.FromMilliseconds(150), 10, Token));
        Assert.Equal("task_a", reclaimed.TaskId);
        await Queue.CompleteAsync([reclaimed.Id], Token);
        Assert.Equal(0, (await Queue.CountAsync(Token)).Depth);
    }

    [Fact]
    public async Task What_is_kept_alive_is_not_reclaimed()
    {
        await Queue.EnqueueAsync([Message("task_a")], Token);
        var delivery = await ReceiveOneAsync("one");
        await AgeAsync(TimeSpan.FromMilliseconds(200));
        await Queue.KeepAliveAsync("one", [delivery.Id], Token);
        Assert.Empty(await Queue.ReclaimAsync("two", TimeSpan.FromMilliseconds(190), 10, Token));
    }

    [Fact]
    public async Task Parallel_consumers_share_the_work_without_overlap()
    {
        await Queue.EnqueueAsync([.. Enumerable.Range(0, 200).Select(i => Message($"task_{i}"))], Token);
        var seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(async c =>
        {
            var own = new List<string>();
            while ((await Queue.CountAsync(Token)).Depth > 0)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
                patience.CancelAfter(TimeSpan.FromSeconds(1));
                foreach (var delivery in await ReceiveOrNothingAsync($"consumer-{c}", patience.Token))
                {
                    own.Add(delivery.TaskId);
                    await Queue.CompleteAsync([delivery.Id], Token);
                }
            }
            return own;
        }));
        Assert.Equal(200, seen.Sum(s => s.Count));
        Assert.Equal(200, seen.SelectMany(s => s).Distinct().Count());
    }

    [Fact]
    public async Task Dead_letters_are_counted_apart()
    {
        await Queue.BuryAsync(new DeadLetter("task_a", "MSFT", "it broke", 4, "worker-1", null, DateTimeOffset.UnixEpoch), Token);
        Assert.Equal(new QueueCounts(0, 0, 1), await Queue.CountAsync(Token));
    }

    [Fact]
    public async Task Dead_letters_are_listed_newest_first_with_all_that_was_written()
    {
        for (var i = 0; i < 5; i++)
            await Queue.BuryAsync(Letter($"task_{i}"), Token);
        var listed = await Queue.ListDeadAsync(3, Token);
        Assert.Equal([Letter("task_4"), Letter("task_3"), Letter("task_2")], listed.Select(l => l.Letter));
        Assert.Equal(Letter("task_1"), Assert.Single(await Queue.FindDeadAsync("task_1", Token)).Letter);
        Assert.Empty(await Queue.FindDeadAsync("task_9", Token));
    }

    [Fact]
    public async Task Each_dead_letter_is_removed_by_one_caller_only()
    {
        await Queue.BuryAsync(Letter("task_a"), Token);
        await Queue.BuryAsync(Letter("task_a"), Token);
        await Queue.BuryAsync(Letter("task_b"), Token);
        var ids = (await Queue.FindDeadAsync("task_a", Token)).Select(l => l.Id).ToList();
        Assert.Equal(2, ids.Count);
        var removed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Queue.RemoveDeadAsync(ids, Token)));
        Assert.Equal(2, removed.Sum());
        Assert.Equal(0, await Queue.RemoveDeadAsync([], Token));
        Assert.Equal(["task_b"], (await Queue.ListDeadAsync(10, Token)).Select(l => l.Letter.TaskId));
    }

    private static DeadLetter Letter(string taskId) =>
        new(taskId, "MSFT", "it broke: \"so\"", 4, "worker-1", "17-0", new DateTimeOffset(2014, 3, 21, 20, 0, 0, TimeSpan.Zero));

    private protected async Task<Delivery> ReceiveOneAsync(string consumer)
    {
        while (true)
        {
            if (await Queue.ReceiveAsync(consumer, 1, Token) is [var delivery])
                return delivery;
        }
    }

    private async Task<IReadOnlyList<Delivery>> ReceiveOrNothingAsync(string consumer, CancellationToken token)
    {
        try
        {
            return await Queue.ReceiveAsync(consumer, 5, token);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private protected static QueueMessage Message(string taskId) =>
        new(taskId, "MSFT", "2014-08-08", "L2", UsePlanner: true, UserId: 1, DateTimeOffset.UnixEpoch);
}

using System.Text.Json;
using StackExchange.Redis;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;

namespace StockAgents.Agents.Events;

/// <summary>Worker side of the live feed: one capped stream for all runs, read once by each process that has watchers.</summary>
internal sealed class RedisEventFeed(IConnectionMultiplexer redis) : IEventFeed
{
    public const string Stream = "analysis_events";
    private const int Kept = 10_000;

    public void Publish(string taskId, EventBatch batch)
    {
        if (!redis.IsConnected)
            return; // Nothing may pile up for a server that is away; watchers look into the database when it is back.
        redis.GetDatabase().StreamAdd(Stream, [new("task_id", taskId), new("events", batch.Json)],
            messageId: null, maxLength: Kept, useApproximateMaxLength: true, flags: CommandFlags.FireAndForget);
    }
}

/// <summary>
/// Watcher side: one blocking reader a process feeds the hub. After any interruption (restart, flush, partition) it tells
/// the watchers to look into the database, because entries may have passed unseen.
/// </summary>
internal sealed partial class RedisEventReader(IConnectionMultiplexer redis, BlockingRedis blocking, EventHub hub, TimeProvider time, ILogger<RedisEventReader> logger) : BackgroundService
{
    private const int BlockMilliseconds = 2000;
    private const int Count = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // Connecting to Redis must not delay the host's start.
        RedisValue? last = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (last is null)
                {
                    var newest = await redis.GetDatabase().StreamRangeAsync(RedisEventFeed.Stream, "-", "+", 1, Order.Descending).WaitAsync(stoppingToken);
                    last = newest is [var entry] ? entry.Id : "0-0";
                    hub.PulseAll();
                }
                foreach (var entry in await blocking.ReadStreamAsync(RedisEventFeed.Stream, last.ToString()!, Count, BlockMilliseconds, stoppingToken))
                {
                    last = entry.Id;
                    Deliver(entry);
                }
            }
            catch (Exception e) when (e is RedisException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(logger, e.Message);
                last = null;
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private void Deliver(StreamEntry entry)
    {
        if ((string?)entry["task_id"] is not { } taskId || !hub.IsWatched(taskId))
            return; // Most runs are watched elsewhere, and are not worth parsing here.
        try
        {
            hub.Push(taskId, EventBatch.Parse((string?)entry["events"] ?? "[]"));
        }
        catch (JsonException e)
        {
            LogUnreadable(logger, entry.Id!, e.Message);
            hub.Push(taskId, []);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "entry {Entry} of the live events is not readable ({Reason}); its watchers read the database")]
    private static partial void LogUnreadable(ILogger logger, string entry, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "live analysis events are interrupted ({Reason}); watchers read the database")]
    private static partial void LogInterrupted(ILogger logger, string reason);
}

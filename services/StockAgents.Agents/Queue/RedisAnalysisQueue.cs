using System.Globalization;
using StackExchange.Redis;

namespace StockAgents.Agents.Queue;

/// <summary>
/// The queue between processes: stream <c>analysis_tasks</c>, group <c>workers</c>, dead letters <c>analysis_dlq</c>.
/// Finished entries are deleted, so <c>XLEN</c> is the depth; nothing is ever trimmed.
/// </summary>
/// <param name="redis">For everything that answers at once.</param>
/// <param name="blocking">A connection of its own for the blocking read, which would hold up all other commands.</param>
internal sealed class RedisAnalysisQueue(IConnectionMultiplexer redis, BlockingRedis blocking, TimeProvider time) : IAnalysisQueue
{
    public const string Stream = "analysis_tasks";
    public const string Group = "workers";
    public const string DeadStream = "analysis_dlq";
    private const string Beginning = "0-0";
    private const int PageSize = 1000;
    private const int LongestBlockMilliseconds = 2000;

    /// <summary>Where the next look for abandoned entries begins: one look sees a few hundred, and those at the front may all be alive.</summary>
    private RedisValue _reclaimFrom = Beginning;

    public string ExecutionMode => "queue";

    private IDatabase Redis => redis.GetDatabase();

    public Task EnqueueAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken) =>
        Task.WhenAll(messages.Select(m => Redis.StreamAddAsync(Stream, Fields(m)))).WaitAsync(cancellationToken);

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(string consumer, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var entries = await blocking.ReadGroupAsync(Stream, Group, consumer, most, LongestBlockMilliseconds, cancellationToken);
                return [.. entries.Select(DeliveryOf)];
            }
            catch (RedisServerException e) when (IsGroupMissing(e))
            {
                await CreateGroupAsync();
            }
        }
    }

    public async Task<IReadOnlyList<Delivery>> ReclaimAsync(string consumer, TimeSpan idle, int most, CancellationToken cancellationToken)
    {
        try
        {
            var claimed = await Redis.StreamAutoClaimAsync(Stream, Group, consumer, (long)idle.TotalMilliseconds, _reclaimFrom, most).WaitAsync(cancellationToken);
            _reclaimFrom = claimed.NextStartId;
            return [.. claimed.ClaimedEntries.Select(DeliveryOf)];
        }
        catch (RedisServerException e) when (IsGroupMissing(e))
        {
            await CreateGroupAsync();
            return [];
        }
    }

    public async Task KeepAliveAsync(string consumer, IReadOnlyList<string> deliveryIds, CancellationToken cancellationToken)
    {
        try
        {
            await Redis.StreamClaimIdsOnlyAsync(Stream, Group, consumer, 0, [.. deliveryIds.Select(id => (RedisValue)id)]).WaitAsync(cancellationToken);
        }
        catch (RedisServerException e) when (IsGroupMissing(e))
        {
            await CreateGroupAsync();
        }
    }

    public async Task CompleteAsync(IReadOnlyList<string> deliveryIds, CancellationToken cancellationToken)
    {
        RedisValue[] ids = [.. deliveryIds.Select(id => (RedisValue)id)];
        var acknowledged = Redis.StreamAcknowledgeAsync(Stream, Group, ids);
        var deleted = Redis.StreamDeleteAsync(Stream, ids);
        await Task.WhenAll(acknowledged, deleted).WaitAsync(cancellationToken);
    }

    public Task BuryAsync(DeadLetter letter, CancellationToken cancellationToken) =>
        Redis.StreamAddAsync(DeadStream,
        [
            new("task_id", letter.TaskId), new("symbol", letter.Symbol), new("error", letter.Cause), new("attempts", letter.Attempts),
            new("worker", letter.Worker), new("original_message_id", letter.OriginalMessageId ?? ""), new("failed_at", letter.FailedAt.ToString("O")),
        ]).WaitAsync(cancellationToken);

    public async Task<IReadOnlyList<StoredLetter>> ListDeadAsync(int most, CancellationToken cancellationToken) =>
        [.. (await Redis.StreamRangeAsync(DeadStream, "-", "+", most, Order.Descending).WaitAsync(cancellationToken)).Select(LetterOf)];

    public async Task<IReadOnlyList<StoredLetter>> FindDeadAsync(string taskId, CancellationToken cancellationToken)
    {
        // A stream has no index; letters are few, and only people ask for one.
        var found = new List<StoredLetter>();
        for (RedisValue before = "+"; ;)
        {
            var page = await Redis.StreamRangeAsync(DeadStream, "-", before, PageSize, Order.Descending).WaitAsync(cancellationToken);
            found.AddRange(page.Where(entry => entry["task_id"] == taskId).Select(LetterOf));
            if (page.Length < PageSize)
                return found;
            before = $"({page[^1].Id}";
        }
    }

    public async Task<int> RemoveDeadAsync(IReadOnlyList<string> letterIds, CancellationToken cancellationToken) =>
        letterIds.Count == 0 ? 0 : (int)await Redis.StreamDeleteAsync(DeadStream, [.. letterIds.Select(id => (RedisValue)id)]).WaitAsync(cancellationToken);

    public async Task<QueueCounts> CountAsync(CancellationToken cancellationToken)
    {
        var depth = Redis.StreamLengthAsync(Stream);
        var dead = Redis.StreamLengthAsync(DeadStream);
        await Task.WhenAll(depth, dead).WaitAsync(cancellationToken);
        try
        {
            var pending = await Redis.StreamPendingAsync(Stream, Group).WaitAsync(cancellationToken);
            return new(await depth, pending.PendingMessageCount, await dead);
        }
        catch (RedisServerException e) when (IsGroupMissing(e))
        {
            return new(await depth, 0, await dead);
        }
    }

    public async Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new HashSet<string>();
        for (RedisValue from = "-"; ;)
        {
            var page = await Redis.StreamRangeAsync(Stream, from, "+", PageSize).WaitAsync(cancellationToken);
            foreach (var entry in page)
                if (entry["task_id"] is { IsNull: false } taskId)
                    found.Add(taskId!);
            if (page.Length < PageSize)
                return found;
            from = $"({page[^1].Id}";
        }
    }

    /// <summary>From id 0: entries that were there before the group (or while it was missing) are delivered too.</summary>
    private async Task CreateGroupAsync()
    {
        try
        {
            await Redis.StreamCreateConsumerGroupAsync(Stream, Group, "0-0", createStream: true);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // Another worker or an operator made it first.
        }
    }

    private NameValueEntry[] Fields(QueueMessage m) =>
    [
        new("task_id", m.TaskId), new("symbol", m.Symbol), new("trade_date", m.TradeDate), new("analysis_level", m.AnalysisLevel),
        new("use_planner", m.UsePlanner ? "true" : "false"), new("user_id", m.UserId?.ToString() ?? ""), new("created_at", m.CreatedAt.ToString("O")),
        new("enqueued_at", time.GetUtcNow().ToString("O")),
    ];

    /// <summary>An entry that an operator put there without a task id is delivered with an empty one, matches no run and is deleted.</summary>
    private static Delivery DeliveryOf(StreamEntry entry) => new(entry.Id!, (string?)entry["task_id"] ?? "");

    /// <summary>Fields that somebody left out by hand are empty; a letter is shown whatever is wrong with it.</summary>
    private static StoredLetter LetterOf(StreamEntry entry) => new(entry.Id!, new DeadLetter(
        (string?)entry["task_id"] ?? "", (string?)entry["symbol"] ?? "", (string?)entry["error"] ?? "",
        entry["attempts"].TryParse(out int attempts) ? attempts : 0, (string?)entry["worker"] ?? "",
        (string?)entry["original_message_id"] is { Length: > 0 } message ? message : null,
        DateTimeOffset.TryParse(entry["failed_at"], CultureInfo.InvariantCulture, out var failedAt) ? failedAt : DateTimeOffset.UnixEpoch));

    private static bool IsGroupMissing(RedisServerException e) => e.Message.StartsWith("NOGROUP", StringComparison.Ordinal);
}

using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Queue;

/// <summary>The queue of a single process: a table in the embedded database, and a signal in memory that wakes the reader.</summary>
internal sealed class EmbeddedAnalysisQueue(IDbContextFactory<AgentsDb> contexts, TimeProvider time) : IAnalysisQueue
{
    private const string Waiting = "consumer IS NULL";
    private const string Delivered = "consumer IS NOT NULL AND delivered_at <= {2}";

    // A flag, not a count: arrivals that a busy reader took without waiting would otherwise wake it again, each for nothing.
    private readonly Channel<bool> _arrivals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public string ExecutionMode => "background";

    public async Task EnqueueAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Set<QueueEntry>().AddRange(messages.Select(m => new QueueEntry
        {
            TaskId = m.TaskId,
            Message = JsonSerializer.Serialize(m, ContractJson.Options),
        }));
        await db.SaveChangesAsync(cancellationToken);
        _arrivals.Writer.TryWrite(true);
    }

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(string consumer, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            var taken = await TakeAsync(consumer, Waiting, DateTimeOffset.MaxValue, most, cancellationToken);
            if (taken.Count == most)
                _arrivals.Writer.TryWrite(true); // There may be more, for another reader.
            if (taken.Count > 0)
                return taken;
            await _arrivals.Reader.ReadAsync(cancellationToken);
        }
    }

    public Task<IReadOnlyList<Delivery>> ReclaimAsync(string consumer, TimeSpan idle, int most, CancellationToken cancellationToken) =>
        TakeAsync(consumer, Delivered, time.GetUtcNow() - idle, most, cancellationToken);

    public async Task KeepAliveAsync(string consumer, IReadOnlyList<string> deliveryIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "UPDATE queue_entries SET consumer = {0}, delivered_at = {1} WHERE id IN (SELECT value FROM json_each({2}))",
            [consumer, time.GetUtcNow().ToUnixTimeMilliseconds(), Ids(deliveryIds)], cancellationToken);
    }

    public async Task CompleteAsync(IReadOnlyList<string> deliveryIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "DELETE FROM queue_entries WHERE id IN (SELECT value FROM json_each({0}))", [Ids(deliveryIds)], cancellationToken);
    }

    public async Task BuryAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Add(new DeadEntry { TaskId = letter.TaskId, Letter = JsonSerializer.Serialize(letter, ContractJson.Options) });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StoredLetter>> ListDeadAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Letters(await db.Set<DeadEntry>().AsNoTracking().OrderByDescending(e => e.Id).Take(most).ToListAsync(cancellationToken));
    }

    public async Task<IReadOnlyList<StoredLetter>> FindDeadAsync(string taskId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return Letters(await db.Set<DeadEntry>().AsNoTracking().Where(e => e.TaskId == taskId).OrderByDescending(e => e.Id).ToListAsync(cancellationToken));
    }

    public async Task<int> RemoveDeadAsync(IReadOnlyList<string> letterIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.ExecuteSqlRawAsync(
            "DELETE FROM queue_dead WHERE id IN (SELECT value FROM json_each({0}))", [Ids(letterIds)], cancellationToken);
    }

    public async Task<QueueCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var depth = await db.Set<QueueEntry>().LongCountAsync(cancellationToken);
        var pending = await db.Set<QueueEntry>().LongCountAsync(e => e.Consumer != null, cancellationToken);
        return new(depth, pending, await db.Set<DeadEntry>().LongCountAsync(cancellationToken));
    }

    public async Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.Set<QueueEntry>().Select(e => e.TaskId).ToListAsync(cancellationToken)).ToHashSet();
    }

    private async Task<IReadOnlyList<Delivery>> TakeAsync(string consumer, string which, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var statement = $$"""
            UPDATE queue_entries SET consumer = {0}, delivered_at = {1}, deliveries = deliveries + 1
            WHERE id IN (SELECT id FROM queue_entries WHERE {{which}} ORDER BY id LIMIT {3}) RETURNING *
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var taken = await db.Set<QueueEntry>()
            .FromSqlRaw(statement, consumer, time.GetUtcNow().ToUnixTimeMilliseconds(), before.ToUnixTimeMilliseconds(), most)
            .AsNoTracking().ToListAsync(cancellationToken);
        return [.. taken.OrderBy(e => e.Id).Select(e => new Delivery(e.Id.ToString(), e.TaskId))];
    }

    private static IReadOnlyList<StoredLetter> Letters(List<DeadEntry> entries) =>
        [.. entries.Select(e => new StoredLetter(e.Id.ToString(), JsonSerializer.Deserialize<DeadLetter>(e.Letter, ContractJson.Options)!))];

    private static string Ids(IReadOnlyList<string> deliveryIds) => JsonSerializer.Serialize(deliveryIds.Select(long.Parse));
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StockAgents.Agents.Data;
using StockAgents.Agents.Queue;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Analyze;

/// <summary>
/// Says when there is too much to accept more. Open runs are counted once a second at most and added up in between: a submit
/// costs no query, and the limits are exceeded by no more than what other replicas accept within that second.
/// </summary>
internal sealed class Admission(IDbContextFactory<AgentsDb> contexts, IOptions<QueueOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _counting = new(1, 1);
    private volatile Counts? _counts;

    /// <summary>Reserves room for <paramref name="count"/> runs of a user.</summary>
    /// <returns>Null when there is room, else the sentence for the caller; nothing is reserved then.</returns>
    public async Task<string?> RefuseAsync(int? userId, int count, CancellationToken cancellationToken)
    {
        var counts = _counts;
        if (counts is null || time.GetElapsedTime(counts.At) >= Validity)
            counts = await CountAsync(cancellationToken);
        var limits = options.Value;
        lock (counts)
        {
            var own = counts.PerUser.GetValueOrDefault(userId ?? Counts.Nobody);
            if (own + count > limits.MaxOpenRunsPerUser)
                return $"You have {own} analyses that are not over yet; {limits.MaxOpenRunsPerUser} are allowed. Submit again when some have ended.";
            if (counts.Total + count > limits.MaxOpenRuns)
                return $"{counts.Total} analyses are waiting or running, and {limits.MaxOpenRuns} are the limit. Submit again later.";
            counts.PerUser[userId ?? Counts.Nobody] = own + count;
            counts.Total += count;
            return null;
        }
    }

    private async Task<Counts> CountAsync(CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken);
        try
        {
            if (_counts is { } fresh && time.GetElapsedTime(fresh.At) < Validity)
                return fresh;
            var at = time.GetTimestamp();
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var perUser = await db.Runs
                .Where(r => r.Status == RunStatus.Pending || r.Status == RunStatus.Running || r.Status == RunStatus.Retrying)
                .GroupBy(r => r.UserId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
            return _counts = new Counts(at, perUser.ToDictionary(u => u.Key ?? Counts.Nobody, u => u.Count)) { Total = perUser.Sum(u => u.Count) };
        }
        finally
        {
            _counting.Release();
        }
    }

    private sealed class Counts(long at, Dictionary<int, int> perUser)
    {
        /// <summary>Stands for runs without an owner; real users have positive numbers.</summary>
        public const int Nobody = -1;

        public long At => at;

        public Dictionary<int, int> PerUser => perUser;

        public int Total { get; set; }
    }
}

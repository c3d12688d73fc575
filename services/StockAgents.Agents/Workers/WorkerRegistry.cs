using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;

namespace StockAgents.Agents.Workers;

/// <summary>Who executes runs right now. Every time is the database's: workers with wrong clocks are neither hidden nor kept.</summary>
internal sealed class WorkerRegistry(IDbContextFactory<AgentsDb> contexts, SqlDialect sql)
{
    /// <summary>Beats that may be missed before a worker counts as gone.</summary>
    public const int MissedBeats = 3;

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>Says that a worker lives, and forgets those that have long been gone.</summary>
    /// <param name="interval">How soon it will say so again.</param>
    public async Task BeatAsync(string name, string host, int running, int capacity, TimeSpan interval, CancellationToken cancellationToken)
    {
        var statement = $$"""
            INSERT INTO {{sql.Workers}} (name, host, started_at, last_heartbeat, gone_at, running, capacity)
            VALUES ({0}, {1}, {{sql.Now}}, {{sql.Now}}, {{sql.NowPlus(MissedBeats * interval)}}, {2}, {3})
            ON CONFLICT (name) DO UPDATE SET host = excluded.host, last_heartbeat = excluded.last_heartbeat, gone_at = excluded.gone_at,
              running = excluded.running, capacity = excluded.capacity
            """;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(statement, [name, host, running, capacity], cancellationToken);
    }

    /// <summary>Forgets the worker, as one that begins or has stopped, and whoever has been gone for an hour.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var statement = $$"""DELETE FROM {{sql.Workers}} WHERE name = {0} OR gone_at < {{sql.NowPlus(-Remembered)}}""";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(statement, [name], cancellationToken);
    }

    /// <summary>The workers that live, by name.</summary>
    public async Task<IReadOnlyList<WorkerEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var statement = $"SELECT * FROM {sql.Workers} WHERE gone_at > {sql.Now}";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Workers.FromSqlRaw(statement).AsNoTracking().OrderBy(w => w.Name).ToListAsync(cancellationToken);
    }
}

using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Data;

/// <summary>
/// What differs between the two databases in the few statements that are written by hand. PostgreSQL judges leases by
/// its own clock, so that a worker whose clock is wrong can't take a run early; SQLite has one process and uses that one's.
/// </summary>
internal sealed class SqlDialect(DatabaseTarget target, TimeProvider time)
{
    public bool IsPostgres { get; } = target.Mode is DatabaseMode.PostgreSql;

    public string Runs => Table("runs");
    public string Reports => Table("reports");
    public string EventChunks => Table("event_chunks");
    public string Steps => Table("steps");
    public string Workers => Table("workers");
    public string Duties => Table("duties");

    /// <summary>The database's idea of now, as an SQL expression.</summary>
    public string Now => IsPostgres ? "clock_timestamp()" : time.GetUtcNow().ToUnixTimeMilliseconds().ToString();

    public string NowPlus(TimeSpan span) => IsPostgres
        ? $"clock_timestamp() + interval '{(long)span.TotalMilliseconds} milliseconds'"
        : (time.GetUtcNow() + span).ToUnixTimeMilliseconds().ToString();

    /// <summary><c>column IN (the strings of the JSON array in the parameter)</c>.</summary>
    public string InJsonArray(string column, string parameter) => IsPostgres
        ? $"{column} IN (SELECT jsonb_array_elements_text({parameter}::jsonb))"
        : $"{column} IN (SELECT value FROM json_each({parameter}))";

    private string Table(string name) => IsPostgres ? $"{AgentsDb.Schema}.{name}" : name;
}

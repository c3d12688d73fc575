using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Refit;
using StackExchange.Redis;

namespace StockAgents.Agents.Runs;

/// <summary>Which failures pass by themselves. Everything else is a bug or a bad input and is not tried again.</summary>
internal static class Failures
{
    /// <summary>The database can't be reached or is not taking work right now (restart, fail-over, full, locked).</summary>
    public static bool IsDatabaseAway(Exception e) => e switch
    {
        NpgsqlException { IsTransient: true } => true,
        // 25006: the server is a stand-by for now, as in the middle of a fail-over.
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => true,
        // 53: insufficient resources, 57P: shutting down or starting up, 58: system error such as a full disk.
        PostgresException p => p.SqlState.StartsWith("53", StringComparison.Ordinal) || p.SqlState.StartsWith("57P", StringComparison.Ordinal) || p.SqlState.StartsWith("58", StringComparison.Ordinal),
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => true,
        SqliteException s => s.SqliteErrorCode is 5 or 6 or 10 or 13, // busy, locked, I/O error, full
        // EF wraps what its strategy would have retried, and what a save met.
        InvalidOperationException { InnerException: DbException inner } => IsDatabaseAway(inner),
        DbUpdateException { InnerException: { } inner } => IsDatabaseAway(inner),
        _ => false,
    };

    /// <summary>Worth another attempt of the whole run after a pause.</summary>
    public static bool IsTransient(Exception e) => IsDatabaseAway(e) || e switch
    {
        HttpRequestException or TimeoutException or SocketException or RedisConnectionException or RedisTimeoutException => true,
        ApiException api => (int)api.StatusCode is 408 or 429 or >= 500,
        Polly.ExecutionRejectedException => true,
        OperationCanceledException => true, // Not asked for by us (that is looked at before): a deadline somewhere below.
        AggregateException { InnerExceptions: [var single] } => IsTransient(single),
        DbException { IsTransient: true } => true,
        _ => false,
    };
}

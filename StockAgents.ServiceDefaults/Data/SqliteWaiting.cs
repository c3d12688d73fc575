using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace StockAgents.ServiceDefaults.Data;

/// <summary>
/// Lets a writer wait inside SQLite for its turn, which ends within a millisecond or so of the other's commit. The ADO.NET
/// provider's own way is to sleep 150 ms between tries.
/// </summary>
internal static class SqliteWaiting
{
    private const string Pragma = "PRAGMA busy_timeout = 5000";

    public static async Task ApplyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        command.ExecuteNonQuery();
    }

    /// <summary>For EF's connections.</summary>
    internal sealed class Interceptor : DbConnectionInterceptor
    {
        public static Interceptor Instance { get; } = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
            ApplyAsync(connection, cancellationToken);
    }

    /// <summary>For connections without EF.</summary>
    internal sealed class DataSource(string connectionString) : DbDataSource
    {
        public override string ConnectionString => connectionString;

        protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

        protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
        {
            var connection = await base.OpenDbConnectionAsync(cancellationToken);
            await ApplyAsync(connection, cancellationToken);
            return connection;
        }
    }
}

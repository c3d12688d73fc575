using Microsoft.Extensions.Configuration;
using Npgsql;
using StockAgents.ServiceDefaults.Configuration;

namespace StockAgents.ServiceDefaults.Data;

/// <summary>The two databases that are supported. SQLite is for one process (Standalone); several processes share PostgreSQL.</summary>
public enum DatabaseMode
{
    Sqlite,
    PostgreSql,
}

/// <summary>Which database this process uses: SQLite unless <see cref="PostgresSettings"/> finds a PostgreSQL.</summary>
/// <param name="ConnectionString">ADO.NET connection string.</param>
public sealed record DatabaseTarget(DatabaseMode Mode, string ConnectionString)
{
    private const string DefaultSqliteFile = "db/trading.db";

    /// <exception cref="StartFault">A value is not usable; the message names the key.</exception>
    public static DatabaseTarget From(IConfiguration configuration)
    {
        return PostgresSettings.ConnectionString(configuration) is { } postgres
            ? new(DatabaseMode.PostgreSql, postgres)
            : new(DatabaseMode.Sqlite, Sqlite(SqliteFile(configuration)));
    }

    /// <summary>The SQLite file; null for PostgreSQL.</summary>
    public string? File => Mode is DatabaseMode.Sqlite
        ? new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(ConnectionString).DataSource
        : null;

    /// <summary>The target without its password, for logs and operators.</summary>
    public override string ToString() => Mode is DatabaseMode.Sqlite
        ? $"sqlite:///{File}"
        : new NpgsqlConnectionStringBuilder(ConnectionString) is var c ? $"postgresql://{c.Username}@{c.Host}:{c.Port}/{c.Database}" : "";

    private static string SqliteFile(IConfiguration configuration)
    {
        const string Prefix = "sqlite:///";
        var url = configuration["DATABASE_URL"];
        if (string.IsNullOrEmpty(url))
            return DefaultSqliteFile;
        return url.StartsWith(Prefix, StringComparison.Ordinal) && url.Length > Prefix.Length
            ? url[Prefix.Length..]
            : throw new StartFault($"DATABASE_URL must be {Prefix}PATH when DATABASE_MODE is sqlite.");
    }

    private static string Sqlite(string file) =>
        new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, ForeignKeys = false }.ToString();
}

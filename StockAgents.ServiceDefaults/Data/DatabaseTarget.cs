using Microsoft.Extensions.Configuration;
using Npgsql;

namespace StockAgents.ServiceDefaults.Data;

/// <summary>The two databases that are supported. SQLite is for one process (Standalone); several processes share PostgreSQL.</summary>
public enum DatabaseMode
{
    Sqlite,
    PostgreSql,
}

/// <summary>Which database this process uses, from the runbook's environment names.</summary>
/// <param name="Mode"><c>DATABASE_MODE</c>: <c>sqlite</c> (default) or <c>postgresql</c>; a connection string <c>trading</c> implies PostgreSQL.</param>
/// <param name="ConnectionString">ADO.NET connection string.</param>
public sealed record DatabaseTarget(DatabaseMode Mode, string ConnectionString)
{
    /// <summary>Name of the connection string and of the database.</summary>
    public const string Name = "trading";

    private const string DefaultSqliteFile = "db/trading.db";

    /// <exception cref="InvalidOperationException">A value is not usable; the message names the key.</exception>
    public static DatabaseTarget From(IConfiguration configuration)
    {
        var given = configuration.GetConnectionString(Name);
        var mode = configuration["DATABASE_MODE"]?.ToLowerInvariant() switch
        {
            null or "" => given is null ? DatabaseMode.Sqlite : DatabaseMode.PostgreSql,
            "sqlite" => DatabaseMode.Sqlite,
            "postgresql" or "postgres" => DatabaseMode.PostgreSql,
            var other => throw new InvalidOperationException($"DATABASE_MODE is '{other}'; use sqlite or postgresql."),
        };
        return mode is DatabaseMode.Sqlite
            ? new(mode, Sqlite(SqliteFile(configuration)))
            : new(mode, given ?? PostgreSql(configuration));
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
            : throw new InvalidOperationException($"DATABASE_URL must be {Prefix}PATH when DATABASE_MODE is sqlite.");
    }

    private static string Sqlite(string file) =>
        new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, ForeignKeys = false }.ToString();

    private static string PostgreSql(IConfiguration configuration)
    {
        var port = configuration["POSTGRES_PORT"];
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = configuration["POSTGRES_HOST"] ?? "localhost",
            Port = port is null or "" ? 5432
                : int.TryParse(port, out var number) ? number
                : throw new InvalidOperationException($"POSTGRES_PORT is '{port}'; it must be a number."),
            Username = configuration["POSTGRES_USER"] ?? "postgres",
            Password = configuration["POSTGRES_PASSWORD"],
            Database = configuration["POSTGRES_DB"] ?? Name,
        };
        return builder.ToString();
    }
}

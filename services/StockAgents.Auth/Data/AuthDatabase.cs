using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace StockAgents.Auth.Data;

/// <summary>Which database auth uses, and how.</summary>
internal static class AuthDatabase
{
    /// <summary>
    /// SQLite (<c>db/trading.db</c>) unless <c>DATABASE_MODE</c> is <c>postgresql</c> or <c>ConnectionStrings:trading</c> is set.
    /// </summary>
    public static void AddAuthDatabase(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (PostgresConnection(configuration) is { } postgres)
            builder.Services.AddDbContextPool<AuthDb, PostgresAuthDb>(options => UsePostgres(options, postgres));
        else
            builder.Services.AddDbContextPool<AuthDb, SqliteAuthDb>(options => UseSqlite(options, SqliteConnectionString(configuration)));
    }

    internal static void UsePostgres(DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection, npgsql => npgsql.MigrationsHistoryTable(AuthDb.HistoryTable, PostgresAuthDb.Schema)).UseSnakeCaseNamingConvention();

    internal static void UseSqlite(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(AuthDb.HistoryTable))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(SqliteBusyTimeout.Instance);

    private static string? PostgresConnection(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("trading") is { Length: > 0 } given)
            return given;
        if (!string.Equals(configuration["DATABASE_MODE"], "postgresql", StringComparison.OrdinalIgnoreCase))
            return null;
        if (configuration["DATABASE_URL"] is { } url && url.StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
            return FromUrl(new Uri(url));
        return new NpgsqlConnectionStringBuilder
        {
            Host = configuration["POSTGRES_HOST"] ?? "localhost",
            Port = configuration.GetValue("POSTGRES_PORT", 5432),
            Username = configuration["POSTGRES_USER"] ?? "postgres",
            Password = configuration["POSTGRES_PASSWORD"],
            Database = configuration["POSTGRES_DB"] ?? "trading",
        }.ConnectionString;
    }

    private static string FromUrl(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = url.IdnHost,
            Port = url.Port > 0 ? url.Port : 5432,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = Uri.UnescapeDataString(url.AbsolutePath.Trim('/')),
        }.ConnectionString;
    }

    private static string SqliteConnectionString(IConfiguration configuration)
    {
        const string Scheme = "sqlite:///";
        var url = configuration["DATABASE_URL"];
        var file = url is not null && url.StartsWith(Scheme, StringComparison.Ordinal) ? url[Scheme.Length..] : "db/trading.db";
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        return new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 5 }.ConnectionString;
    }
}

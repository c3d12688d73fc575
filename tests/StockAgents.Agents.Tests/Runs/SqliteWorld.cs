using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Tests.Runs;

/// <summary>A migrated SQLite database of the test's own.</summary>
internal sealed class SqliteWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stockagents-").FullName;

    private SqliteWorld()
    {
        Target = new DatabaseTarget(DatabaseMode.Sqlite, $"Data Source={Path.Combine(_folder, "trading.db")}");
        Database = SqliteFactory.Instance.CreateDataSource(Target.ConnectionString);
        Contexts = new Factory(new DbContextOptionsBuilder<SqliteAgentsDb>()
            .UseSqlite(Target.ConnectionString, sqlite => sqlite.MigrationsHistoryTable("__ef_migrations_agents"))
            .UseSnakeCaseNamingConvention().Options);
    }

    public DatabaseTarget Target { get; }

    public DbDataSource Database { get; }

    public IDbContextFactory<AgentsDb> Contexts { get; }

    public static async Task<SqliteWorld> CreateAsync()
    {
        var world = new SqliteWorld();
        await using var db = await world.Contexts.CreateDbContextAsync();
        await db.Database.MigrateAsync();
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Factory(DbContextOptions<SqliteAgentsDb> options) : IDbContextFactory<AgentsDb>
    {
        public AgentsDb CreateDbContext() => new SqliteAgentsDb(options);
    }
}

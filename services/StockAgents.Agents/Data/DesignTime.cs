using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace StockAgents.Agents.Data;

/// <summary>Lets <c>dotnet ef migrations add NAME --context SqliteAgentsDb -o Data/Migrations/Sqlite</c> run without a database.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAgentsDb>
{
    public SqliteAgentsDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteAgentsDb>()
        .UseSqlite("Data Source=:memory:", sqlite => sqlite.MigrationsHistoryTable("__ef_migrations_agents"))
        .UseSnakeCaseNamingConvention().Options);
}

/// <summary>The same for <c>--context PostgresAgentsDb -o Data/Migrations/Postgres</c>.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresAgentsDb>
{
    public PostgresAgentsDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresAgentsDb>()
        .UseNpgsql("Host=design.invalid", npgsql => npgsql.MigrationsHistoryTable("__ef_migrations_agents", AgentsDb.Schema))
        .UseSnakeCaseNamingConvention().Options);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Data;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteAgentsDb --output-dir Data/Migrations/Sqlite</c>.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteAgentsDb>
{
    public SqliteAgentsDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteAgentsDb>();
        options.UseServiceSqlite("Data Source=:memory:", AgentsDb.Schema);
        return new SqliteAgentsDb(options.Options);
    }
}

/// <summary>The same for <c>--context PostgresAgentsDb --output-dir Data/Migrations/Postgres</c>.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresAgentsDb>
{
    public PostgresAgentsDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresAgentsDb>();
        options.UseServicePostgres(NpgsqlDataSource.Create("Host=localhost"), AgentsDb.Schema);
        return new PostgresAgentsDb(options.Options);
    }
}

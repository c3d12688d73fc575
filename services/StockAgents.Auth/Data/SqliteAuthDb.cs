using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Auth.Data;

/// <summary>All modules share one file, so auth's tables say whose they are.</summary>
internal sealed class SqliteAuthDb(DbContextOptions<SqliteAuthDb> options) : AuthDb(options)
{
    protected override string NameOf(string table) => $"auth_{table}";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.StoreInstantsAsMilliseconds();

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteAuthDb --output-dir Migrations/Sqlite</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteAuthDb>
    {
        public SqliteAuthDb CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<SqliteAuthDb>();
            options.UseServiceSqlite("Data Source=:memory:", Schema);
            return new SqliteAuthDb(options.Options);
        }
    }
}

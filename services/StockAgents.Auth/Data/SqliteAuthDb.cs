using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace StockAgents.Auth.Data;

/// <summary>All modules share one file, so auth's tables say whose they are.</summary>
internal sealed class SqliteAuthDb(DbContextOptions<SqliteAuthDb> options) : AuthDb(options)
{
    protected override string NameOf(string table) => $"auth_{table}";

    // SQLite has no type for instants, and EF can't compare the text it would write: numbers compare.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteAuthDb --output-dir Migrations/Sqlite</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<SqliteAuthDb>
    {
        public SqliteAuthDb CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<SqliteAuthDb>();
            AuthDatabase.UseSqlite(options, "Data Source=design.db");
            return new SqliteAuthDb(options.Options);
        }
    }
}

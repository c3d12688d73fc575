using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using StockAgents.Auth.Users;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Identity.LocalUser;

namespace StockAgents.Auth.Data;

internal sealed class PostgresAuthDb(DbContextOptions<PostgresAuthDb> options) : AuthDb(options)
{
    protected override string NameOf(string table) => table;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.HasDefaultSchema(Schema);
        base.OnModelCreating(builder);
        // A row inserted with its number does not move the sequence: it starts behind the local user's.
        builder.Entity<User>().Property(user => user.Id).HasIdentityOptions(startValue: LocalUserExtensions.LocalUserId + 1);
    }

    /// <summary>For <c>dotnet ef migrations add NAME --context PostgresAuthDb --output-dir Migrations/Postgres</c>.</summary>
    internal sealed class DesignTime : IDesignTimeDbContextFactory<PostgresAuthDb>
    {
        public PostgresAuthDb CreateDbContext(string[] args)
        {
            var options = new DbContextOptionsBuilder<PostgresAuthDb>();
            options.UseServicePostgres(NpgsqlDataSource.Create("Host=localhost"), Schema);
            return new PostgresAuthDb(options.Options);
        }
    }
}

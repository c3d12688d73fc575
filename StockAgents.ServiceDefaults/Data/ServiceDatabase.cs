using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace StockAgents.ServiceDefaults.Data;

/// <summary>Registers a service's EF context on whichever database the process uses.</summary>
public static class ServiceDatabase
{
    /// <summary>
    /// Adds <c>IDbContextFactory&lt;TContext&gt;</c>, the process's <see cref="DbDataSource"/> and <see cref="DatabaseTarget"/>,
    /// and migrates in the background from start on: the host listens at once and readiness follows.
    /// </summary>
    /// <typeparam name="TContext">The abstract context that the module's code uses.</typeparam>
    /// <typeparam name="TSqlite">Its one-line derived context that owns the SQLite migrations.</typeparam>
    /// <typeparam name="TPostgres">Its one-line derived context that owns the PostgreSQL migrations.</typeparam>
    /// <param name="schema">Schema on PostgreSQL and name of the migration history (<c>__ef_migrations_{schema}</c>).</param>
    public static IHostApplicationBuilder AddServiceDatabase<TContext, TSqlite, TPostgres>(this IHostApplicationBuilder builder, string schema)
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        var target = DatabaseTarget.From(builder.Configuration);
        builder.Services.TryAddSingleton(target);
        builder.Services.TryAddSingleton(DataSourceOf);
        if (target.Mode is DatabaseMode.Sqlite)
        {
            builder.Services.TryAddSingleton<SqliteFileOwnership>();
            builder.Services.AddPooledDbContextFactory<TSqlite>(options => options.UseServiceSqlite(target.ConnectionString, schema));
            builder.Services.AddSingleton<IDbContextFactory<TContext>, BaseContextFactory<TContext, TSqlite>>();
        }
        else
        {
            builder.Services.AddPooledDbContextFactory<TPostgres>((services, options) => options.UseServicePostgres(services.GetRequiredService<DbDataSource>(), schema));
            builder.Services.AddSingleton<IDbContextFactory<TContext>, BaseContextFactory<TContext, TPostgres>>();
        }

        builder.Services.AddSingleton<SchemaMigration<TContext>>();
        builder.Services.AddSingleton<ISchemaProgress>(services => services.GetRequiredService<SchemaMigration<TContext>>());
        builder.Services.AddHostedService(services => services.GetRequiredService<SchemaMigration<TContext>>());
        builder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration($"database-{schema}", services => services.GetRequiredService<SchemaMigration<TContext>>(), HealthStatus.Unhealthy, tags: null));
        return builder;
    }

    /// <summary>The same options without a host: for design-time factories and tests.</summary>
    public static DbContextOptionsBuilder UseServiceSqlite(this DbContextOptionsBuilder options, string connectionString, string schema) =>
        options.UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(HistoryOf(schema)))
            .UseSnakeCaseNamingConvention().AddInterceptors(SqliteWaiting.Interceptor.Instance);

    /// <summary>The same options without a host: for design-time factories and tests.</summary>
    public static DbContextOptionsBuilder UseServicePostgres(this DbContextOptionsBuilder options, DbDataSource database, string schema) =>
        options.UseNpgsql(database, npgsql => npgsql.MigrationsHistoryTable(HistoryOf(schema), schema)).UseSnakeCaseNamingConvention();

    private static string HistoryOf(string schema) => $"__ef_migrations_{schema}";

    private static DbDataSource DataSourceOf(IServiceProvider services)
    {
        var target = services.GetRequiredService<DatabaseTarget>();
        return target.Mode is DatabaseMode.Sqlite
            ? new SqliteWaiting.DataSource(target.ConnectionString)
            : new NpgsqlDataSourceBuilder(target.ConnectionString).Build();
    }

    private sealed class BaseContextFactory<TContext, TDerived>(IDbContextFactory<TDerived> inner) : IDbContextFactory<TContext>
        where TContext : DbContext
        where TDerived : TContext
    {
        public TContext CreateDbContext() => inner.CreateDbContext();

        public async Task<TContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken);
    }
}

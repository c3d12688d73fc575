using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StockAgents.Agents.Data;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Tests.Runs;

/// <summary>A migrated database of the test's own with the store and the writer over it.</summary>
internal sealed class RunsWorld : IAsyncDisposable
{
    private readonly string? _folder;

    private RunsWorld(DatabaseTarget target, DbDataSource database, IDbContextFactory<AgentsDb> contexts, TimeProvider time, string? folder)
    {
        _folder = folder;
        Database = database;
        Contexts = contexts;
        Sql = new SqlDialect(target, time);
        Store = new RunStore(contexts, Sql);
        Writer = new RunWriter(database, Sql, time, NullLogger<RunWriter>.Instance);
    }

    public DbDataSource Database { get; }

    public IDbContextFactory<AgentsDb> Contexts { get; }

    public SqlDialect Sql { get; }

    public RunStore Store { get; }

    public RunWriter Writer { get; }

    public static async Task<RunsWorld> OnSqliteAsync(TimeProvider? time = null)
    {
        var folder = Directory.CreateTempSubdirectory("stockagents-").FullName;
        var target = new DatabaseTarget(DatabaseMode.Sqlite, $"Data Source={Path.Combine(folder, "trading.db")};Pooling=False");
        var options = new DbContextOptionsBuilder<SqliteAgentsDb>()
            .UseSqlite(target.ConnectionString, sqlite => sqlite.MigrationsHistoryTable("__ef_migrations_agents")).UseSnakeCaseNamingConvention().Options;
        return await new RunsWorld(target, SqliteFactory.Instance.CreateDataSource(target.ConnectionString),
            new Factory(() => new SqliteAgentsDb(options)), time ?? TimeProvider.System, folder).BeginAsync();
    }

    public static async Task<RunsWorld> OnPostgresAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        var options = new DbContextOptionsBuilder<PostgresAgentsDb>()
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable("__ef_migrations_agents", AgentsDb.Schema)).UseSnakeCaseNamingConvention().Options;
        return await new RunsWorld(new DatabaseTarget(DatabaseMode.PostgreSql, connectionString), source,
            new Factory(() => new PostgresAgentsDb(options)), TimeProvider.System, folder: null).BeginAsync();
    }

    /// <summary>Stores a pending run.</summary>
    public async Task<Run> AddRunAsync(string taskId, RunStatus status = RunStatus.Pending)
    {
        var run = new Run
        {
            TaskId = taskId,
            Symbol = "MSFT",
            TradeDate = new DateOnly(2014, 3, 21),
            Level = AnalysisLevel.L2,
            UsePlanner = true,
            Analysts = "market,news,macro",
            Language = "en",
            UserId = 7,
            Status = status,
            CurrentStage = "pending",
            LastEvent = 1,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        await using var db = await Contexts.CreateDbContextAsync();
        db.Add(run);
        await db.SaveChangesAsync();
        return run;
    }

    public async Task<Run> GetRunAsync(string taskId)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        return await db.Runs.AsNoTracking().SingleAsync(r => r.TaskId == taskId);
    }

    public async Task<RunLease?> TakeAsync(string taskId, string worker, TimeSpan? lease = null) =>
        (await Store.TakeLeasesAsync([taskId], worker, lease ?? TimeSpan.FromMinutes(1), CancellationToken.None)).SingleOrDefault();

    public async ValueTask DisposeAsync()
    {
        await Writer.StopAsync(CancellationToken.None);
        await Database.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private async Task<RunsWorld> BeginAsync()
    {
        await using var db = await Contexts.CreateDbContextAsync();
        await db.Database.MigrateAsync();
        await Writer.StartAsync(CancellationToken.None);
        return this;
    }

    private sealed class Factory(Func<AgentsDb> create) : IDbContextFactory<AgentsDb>
    {
        public AgentsDb CreateDbContext() => create();
    }
}

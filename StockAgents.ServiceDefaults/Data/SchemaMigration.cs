using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StockAgents.ServiceDefaults.Data;

/// <summary>
/// Brings a context's schema up to date in the background and says when that is done. While the database is away it keeps
/// trying with growing pauses: a service that starts before its database becomes ready by itself. A file that is no database
/// never becomes one: that stops the process.
/// </summary>
public sealed partial class SchemaMigration<TContext>(
    IDbContextFactory<TContext> contexts, DatabaseTarget target, IServiceProvider services, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SchemaMigration<TContext>> logger)
    : BackgroundService, IHealthCheck, ISchemaProgress
    where TContext : DbContext
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _fault;
    private volatile string _state = "The schema is being brought up to date.";

    /// <summary>What it is waiting for, in a sentence.</summary>
    public string State => _state;

    public Task Done => _done.Task;

    public string? Fault => _fault;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!Done.IsCompletedSuccessfully)
            return HealthCheckResult.Unhealthy(_state);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (target.Mode is DatabaseMode.Sqlite)
            services.GetRequiredService<SqliteFileOwnership>();
        // On a small machine EF's start would take the processor from the server's own: first it listens, then tables are made.
        await StartedAsync(stoppingToken);
        for (var pause = TimeSpan.FromMilliseconds(250); ; pause = pause < TimeSpan.FromSeconds(5) ? pause * 2 : pause)
        {
            try
            {
                await using var turn = await SchemaTurn.TakeAsync(stoppingToken);
                await using var db = await contexts.CreateDbContextAsync(stoppingToken);
                await turn.PrepareAsync(db, target, stoppingToken);
                // The lock costs round trips: it is taken only when there is something to do.
                if ((await db.Database.GetPendingMigrationsAsync(stoppingToken)).Any())
                    await db.Database.MigrateAsync(stoppingToken);
                _done.TrySetResult();
                LogCurrent(logger, typeof(TContext).Name, target.ToString());
                return;
            }
            catch (SqliteException e) when (WillNotPass(e))
            {
                _fault = _state = $"The database {target} can't be used: {e.Message} Set DATABASE_URL to another file.";
                LogUnusable(logger, target.ToString(), e.Message);
                lifetime.StopApplication();
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or TimeoutException or IOException or System.Net.Sockets.SocketException && !stoppingToken.IsCancellationRequested)
            {
                _state = $"The database {target} can't be migrated yet: {e.GetBaseException().Message}";
                LogWaiting(logger, target.ToString(), e.GetBaseException().Message, pause.TotalMilliseconds);
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    /// <summary>SQLITE_READONLY, SQLITE_CORRUPT, SQLITE_CANTOPEN, SQLITE_NOTADB: the file is wrong, not late.</summary>
    private static bool WillNotPass(SqliteException e) => e.SqliteErrorCode is 8 or 11 or 14 or 26;

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "schema of {Context} is current on {Database}")]
    private static partial void LogCurrent(ILogger logger, string context, string database);

    [LoggerMessage(Level = LogLevel.Critical, Message = "database {Database} can't be used ({Reason}); stopping")]
    private static partial void LogUnusable(ILogger logger, string database, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "database {Database} is not ready ({Reason}); trying again in {PauseMs} ms")]
    private static partial void LogWaiting(ILogger logger, string database, string reason, double pauseMs);
}

/// <summary>The modules of one process migrate one after the other: on SQLite they share a file.</summary>
internal sealed class SchemaTurn : IAsyncDisposable
{
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static readonly HashSet<string> Prepared = [];

    public static async Task<SchemaTurn> TakeAsync(CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken);
        return new SchemaTurn();
    }

    /// <summary>
    /// Once per SQLite file: write-ahead log on, and a migration lock dropped that a killed process left behind. EF keeps that
    /// lock as a row that outlives its owner, and would wait for it forever; this process owns the file, so no other can hold it.
    /// </summary>
    public async Task PrepareAsync(DbContext db, DatabaseTarget target, CancellationToken cancellationToken)
    {
        if (target.Mode is not DatabaseMode.Sqlite || !Prepared.Add(Path.GetFullPath(target.File!)))
            return;
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Turn.Release();
        return ValueTask.CompletedTask;
    }
}

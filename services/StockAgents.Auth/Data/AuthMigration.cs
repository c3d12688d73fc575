using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StockAgents.Auth.Data;

/// <summary>
/// Brings the tables up to date behind the listening server and says so to readiness. A database that is not there yet is
/// waited for; two replicas at once are kept apart by the lock that migrations take.
/// </summary>
internal sealed partial class AuthMigration(IServiceScopeFactory scopes, TimeProvider time, ILogger<AuthMigration> logger)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the tables are there.</summary>
    public Task Done => done.Task;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!Done.IsCompletedSuccessfully)
            return HealthCheckResult.Unhealthy("The tables are not up to date yet.");
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AuthDb>().Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = TimeSpan.FromMilliseconds(200); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await MigrateAsync(stoppingToken);
                done.TrySetResult();
                return;
            }
            catch (DbException exception)
            {
                LogWaiting(exception, pause);
            }
            await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AuthDb>().Database;
        // The lock costs a round trip and, on SQLite, outlives a killed process: taken only when there is something to do.
        if ((await database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await database.MigrateAsync(cancellationToken);
        if (database.IsSqlite())
            await database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database of auth is not ready; next try in {Pause}")]
    private partial void LogWaiting(Exception exception, TimeSpan pause);
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using StockAgents.Auth.Data;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Auth.Limits;

/// <summary>Deletes, once an hour, what time has made meaningless. Several replicas may do it at once.</summary>
internal sealed partial class Housekeeping(IServiceScopeFactory scopes, SchemaMigration<AuthDb> migration, TimeProvider time, ILogger<Housekeeping> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await migration.Done.WaitAsync(stoppingToken);
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CleanAsync(stoppingToken);
            }
            catch (DbException exception)
            {
                LogPutOff(exception);
            }
        }
    }

    internal async Task CleanAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var milliseconds = now.ToUnixTimeMilliseconds();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDb>();
        await db.Attempts.Where(attempts => attempts.Until <= milliseconds).ExecuteDeleteAsync(cancellationToken);
        // Used tokens stay until they expire: only a known one can be recognised when it is used again.
        await db.RefreshTokens.Where(token => token.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        var old = now - TimeSpan.FromHours(1);
        await db.Sessions.Where(session => session.CreatedAt <= old && !db.RefreshTokens.Any(token => token.SessionId == session.Id))
            .ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping of auth is put off by an hour")]
    private partial void LogPutOff(Exception exception);
}

using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Refit;
using StockAgents.Contracts.Auth;

namespace StockAgents.ServiceDefaults.Identity.Tokens;

/// <summary>
/// Auth's published keys, kept in memory: read on first use, again when they are five minutes old or a token names an unknown
/// one (at most every 30 s). While auth is away, the keys read last go on.
/// </summary>
internal sealed partial class JwksAccessTokenKeys(IServiceProvider services, TimeProvider time, ILogger<JwksAccessTokenKeys> logger)
    : IAccessTokenKeys, IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Known? known;
    private DateTimeOffset lastAttempt = DateTimeOffset.MinValue;

    public async ValueTask<IReadOnlyList<SecurityKey>> GetAsync(string? kid, CancellationToken cancellationToken)
    {
        if (known is { } current && !Outdated(current, kid))
            return current.Keys;

        // Those who have keys to go on with don't queue behind the one who reads; only an unknown key is worth waiting for.
        var patience = known is { } usable && usable.Has(kid) ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        if (!await reading.WaitAsync(patience, cancellationToken))
            return known!.Keys;
        try
        {
            if (known is null || (Outdated(known, kid) && time.GetUtcNow() - lastAttempt >= Pause))
                await ReadAsync(cancellationToken);
        }
        finally
        {
            reading.Release();
        }
        return known?.Keys ?? throw new AccessTokenKeysUnavailableException("The signing keys could not be read from auth.");
    }

    public void Dispose() => reading.Dispose();

    private bool Outdated(Known keys, string? kid) => !keys.Has(kid) || time.GetUtcNow() - keys.ReadAt > Freshness;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        lastAttempt = time.GetUtcNow();
        try
        {
            var set = await services.GetRequiredService<IAuthApi>().GetKeysAsync(cancellationToken);
            known = new Known([.. set.Keys.Where(key => key is { Kty: "EC", Crv: "P-256" }).Select(ToSecurityKey)], lastAttempt);
        }
        catch (Exception exception) when (IsOutage(exception, cancellationToken))
        {
            LogUnreadable(exception, known?.Keys.Count ?? 0);
        }
    }

    internal static bool IsOutage(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        ApiExceptionBase or HttpRequestException => true,
        // Auth in the same process, whose database is away.
        DbException or AccessTokenKeysUnavailableException => true,
        // The resilience pipeline's and the client's own time limits; a caller who left is no outage.
        OperationCanceledException or TimeoutException => !cancellationToken.IsCancellationRequested,
        // Polly's open circuit and rejected executions share this base without being HTTP exceptions.
        Polly.ExecutionRejectedException => true,
        _ => false,
    };

    private static SecurityKey ToSecurityKey(PublicKey key)
    {
        var point = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) };
        var curve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        return new ECDsaSecurityKey(curve) { KeyId = key.Kid };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing keys could not be read from auth; {Keys} known keys go on")]
    private partial void LogUnreadable(Exception exception, int keys);

    private sealed record Known(IReadOnlyList<SecurityKey> Keys, DateTimeOffset ReadAt)
    {
        public bool Has(string? kid) => kid is null || Keys.Any(key => key.KeyId == kid);
    }
}

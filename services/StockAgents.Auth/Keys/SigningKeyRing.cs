using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using StockAgents.Auth.Data;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Identity.Tokens;

namespace StockAgents.Auth.Keys;

/// <summary>
/// The ES256 keys that all replicas share through the database. The next key is published before it signs, and the last one
/// verifies until its tokens are gone, so a rotation refuses nobody.
/// </summary>
internal sealed class SigningKeyRing(
    IServiceScopeFactory scopes, SchemaMigration<AuthDb> migration, IOptions<AuthOptions> options, TimeProvider time) : IAccessTokenKeys, IDisposable
{
    /// <summary>Longer than verifiers keep the published set (five minutes) and replicas their ring (one).</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile KeyRing? ring;

    public async ValueTask<IReadOnlyList<SecurityKey>> GetAsync(string? kid, CancellationToken cancellationToken) =>
        (await RingAsync(kid, cancellationToken)).VerifyingAt(time.GetUtcNow());

    /// <summary>The key that signs now; makes the first one, and the next one in time.</summary>
    public async Task<ECDsaSecurityKey> SignerAsync(CancellationToken cancellationToken)
    {
        var current = await RingAsync(kid: null, cancellationToken);
        var now = time.GetUtcNow();
        if (current.Newest is null)
            current = await AddAsync(current, signsFrom: now, cancellationToken);
        var signer = current.SignerAt(now);
        if (signer is null)
            throw new AccessTokenKeysUnavailableException("The first signing key could not be stored.");
        if (signer == current.Newest && now - signer.SignsFrom >= TimeSpan.FromDays(options.Value.SigningKeyDays))
            await AddAsync(current, signsFrom: now + Lead, cancellationToken);
        return signer.Key;
    }

    public void Dispose() => reading.Dispose();

    private async ValueTask<KeyRing> RingAsync(string? kid, CancellationToken cancellationToken)
    {
        if (ring is { } known && !IsDue(known, kid))
            return known;
        await reading.WaitAsync(cancellationToken);
        try
        {
            return ring is { } fresh && !IsDue(fresh, kid) ? fresh : await ReadAsync(cancellationToken);
        }
        catch (DbException) when (ring is not null)
        {
            return ring;
        }
        catch (Exception exception) when (exception is DbException or TimeoutException)
        {
            throw new AccessTokenKeysUnavailableException("The signing keys could not be read from the database.", exception);
        }
        finally
        {
            reading.Release();
        }
    }

    private bool IsDue(KeyRing keys, string? kid)
    {
        var age = time.GetUtcNow() - keys.ReadAt;
        return age >= Freshness || (age >= Pause && kid is not null && !keys.Has(kid));
    }

    private async Task<KeyRing> ReadAsync(CancellationToken cancellationToken)
    {
        await migration.Done.WaitAsync(Patience, time, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<AuthDb>().SigningKeys.AsNoTracking()
            .OrderBy(key => key.Generation).ToListAsync(cancellationToken);
        return ring = KeyRing.From(rows, ring, time.GetUtcNow());
    }

    private async Task<KeyRing> AddAsync(KeyRing current, DateTimeOffset signsFrom, CancellationToken cancellationToken)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var generation = (current.Newest?.Generation ?? 0) + 1;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDb>();
        db.SigningKeys.Add(new SigningKey
        {
            Generation = generation,
            Kid = Base64UrlEncoder.Encode(new ECDsaSecurityKey(pair).ComputeJwkThumbprint()),
            PrivateKey = pair.ExportPkcs8PrivateKey(),
            CreatedAt = time.GetUtcNow(),
            SignsFrom = signsFrom,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            // Keys before the present one ended their service when it began, a rotation ago.
            await db.SigningKeys.Where(key => key.Generation < generation - 1).ExecuteDeleteAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another replica made this generation; reading finds its key. If it was an outage instead, reading says so.
        }
        await reading.WaitAsync(cancellationToken);
        try
        {
            return await ReadAsync(cancellationToken);
        }
        finally
        {
            reading.Release();
        }
    }
}

using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace StockAgents.Auth.Keys;

/// <summary>The signing keys as they were read at one moment, oldest first.</summary>
internal sealed class KeyRing
{
    /// <summary>Longest life of an access token (60 minutes), clock skew and time for verifiers to notice, together.</summary>
    private static readonly TimeSpan Afterlife = TimeSpan.FromMinutes(75);
    private readonly IReadOnlyList<Entry> entries;

    private KeyRing(IReadOnlyList<Entry> entries, DateTimeOffset readAt)
    {
        this.entries = entries;
        ReadAt = readAt;
    }

    public DateTimeOffset ReadAt { get; }

    public Entry? Newest => entries.Count > 0 ? entries[^1] : null;

    /// <summary>Keys that <paramref name="known"/> holds are taken over: making one from its bytes is not free.</summary>
    public static KeyRing From(IEnumerable<SigningKey> rows, KeyRing? known, DateTimeOffset readAt) =>
        new([.. rows.Select(row => known?.entries.FirstOrDefault(entry => entry.Key.KeyId == row.Kid) ?? Open(row))], readAt);

    public bool Has(string kid) => entries.Any(entry => entry.Key.KeyId == kid);

    /// <summary>The latest key whose time has come. The first one signs at once, also for a replica whose clock is behind its maker's.</summary>
    public Entry? SignerAt(DateTimeOffset now) => entries.LastOrDefault(entry => entry.SignsFrom <= now) ?? entries.FirstOrDefault();

    public IReadOnlyList<ECDsaSecurityKey> VerifyingAt(DateTimeOffset now) =>
        [.. entries.Where((_, i) => i + 1 == entries.Count || now < entries[i + 1].SignsFrom + Afterlife).Select(entry => entry.Key)];

    private static Entry Open(SigningKey row)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(row.PrivateKey, out _);
        return new Entry(row.Generation, row.SignsFrom, new ECDsaSecurityKey(pair) { KeyId = row.Kid });
    }

    internal sealed record Entry(int Generation, DateTimeOffset SignsFrom, ECDsaSecurityKey Key);
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace StockAgents.ServiceDefaults.Identity.Tokens;

/// <summary>The one symmetric key of <c>JWT_SECRET_KEY</c>.</summary>
public sealed class SharedSecretKeys : IAccessTokenKeys
{
    private readonly IReadOnlyList<SecurityKey> keys;

    private SharedSecretKeys(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        // The id is a one-way image of the secret, so that a changed secret is a changed id.
        Key = new SymmetricSecurityKey(bytes) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData([.. "kid:"u8, .. bytes])[..12]) };
        keys = [Key];
    }

    public SymmetricSecurityKey Key { get; }

    /// <summary>Null when no secret is configured.</summary>
    public static SharedSecretKeys? From(IdentitySettings settings) =>
        settings.JwtSecretKey is { } secret ? new SharedSecretKeys(secret) : null;

    public ValueTask<IReadOnlyList<SecurityKey>> GetAsync(string? kid, CancellationToken cancellationToken) => new(keys);
}

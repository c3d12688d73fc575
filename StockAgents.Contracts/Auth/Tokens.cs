using System.Text.Json.Serialization;

namespace StockAgents.Contracts.Auth;

/// <summary>
/// Body of <c>POST /api/auth/refresh</c> and <c>/logout</c>; both take the <c>refresh_token</c> cookie when it is left out.
/// </summary>
public sealed record RefreshRequest(string? RefreshToken = null);

/// <summary>An access token as OAuth 2.0 (RFC 6749, section 5.1) words it.</summary>
public sealed record TokenReply
{
    public required string AccessToken { get; init; }
    public string TokenType { get; init; } = "bearer";
    /// <summary>Seconds from now.</summary>
    public required int ExpiresIn { get; init; }
    /// <summary>The next refresh token, only for a client that sent one in the body; browsers keep theirs in the cookie.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RefreshToken { get; init; }
}

/// <summary>A JSON Web Key Set (RFC 7517): the public keys that verify access tokens. Empty when a shared secret is in use.</summary>
public sealed record PublicKeySet(IReadOnlyList<PublicKey> Keys);

/// <summary>An elliptic curve key (RFC 7518, section 6.2).</summary>
public sealed record PublicKey
{
    public required string Kid { get; init; }
    public string Kty { get; init; } = "EC";
    public string Crv { get; init; } = "P-256";
    public string Alg { get; init; } = "ES256";
    public string Use { get; init; } = "sig";
    public required string X { get; init; }
    public required string Y { get; init; }
}

/// <summary>The part of OpenID Connect Discovery that a verifier of access tokens needs.</summary>
public sealed record IssuerMetadata
{
    public required string Issuer { get; init; }
    public required string JwksUri { get; init; }
    public required IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; init; }
    public IReadOnlyList<string> ResponseTypesSupported { get; init; } = ["token"];
    public IReadOnlyList<string> SubjectTypesSupported { get; init; } = ["public"];
}

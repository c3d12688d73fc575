namespace StockAgents.Contracts.Auth;

/// <summary>Body of <c>POST /api/auth/api-keys</c>.</summary>
/// <param name="Name">What the key is for, 1..80 characters.</param>
/// <param name="ExpiresInDays">1..3650; left out, the key lives until it is deleted.</param>
public sealed record CreateApiKeyRequest(string? Name, int? ExpiresInDays = null);

/// <summary>A key as it is listed: its beginning, never the whole.</summary>
public sealed record ApiKeySummary
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    /// <summary>The first characters, to tell keys apart.</summary>
    public required string Prefix { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>A new key; <see cref="Key"/> is shown this once.</summary>
public sealed record ApiKeyCreated(string Key, ApiKeySummary ApiKey);

/// <summary>Body of <c>POST /api/auth/api-keys/exchange</c>.</summary>
public sealed record ApiKeyExchangeRequest(string? ApiKey);

/// <summary>
/// Answer to an exchange, after token introspection (RFC 7662): an unknown, expired or deleted key is an expected outcome
/// and says <c>active: false</c>.
/// </summary>
public sealed record ApiKeyExchange(bool Active, TokenReply? Token)
{
    public static ApiKeyExchange Refused { get; } = new(Active: false, Token: null);
}

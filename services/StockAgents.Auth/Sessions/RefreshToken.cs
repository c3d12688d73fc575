namespace StockAgents.Auth.Sessions;

/// <summary>What one login started. Revoked as a whole: every refresh token that descends from the login dies with it.</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }
    public required int UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>
/// One link of a session: used once, then replaced by the next. Only the SHA-256 of its 32 random bytes is kept, so a stolen
/// table lets nobody in.
/// </summary>
internal sealed class RefreshToken
{
    public long Id { get; init; }
    public required Guid SessionId { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}

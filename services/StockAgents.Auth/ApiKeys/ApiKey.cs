using StockAgents.Contracts.Auth;

namespace StockAgents.Auth.ApiKeys;

/// <summary>A long-lived credential of a user's programs; only its SHA-256 is kept.</summary>
internal sealed class ApiKey
{
    public const int LongestName = 80;

    public int Id { get; init; }
    public required int UserId { get; init; }
    public required string Name { get; init; }
    public required string Prefix { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }

    public ApiKeySummary ToSummary() => new()
    {
        Id = Id,
        Name = Name,
        Prefix = Prefix,
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        LastUsedAt = LastUsedAt,
    };
}

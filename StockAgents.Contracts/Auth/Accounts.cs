namespace StockAgents.Contracts.Auth;

/// <summary>Body of <c>POST /api/auth/register</c>.</summary>
/// <param name="Email">At most 254 characters; compared without case.</param>
/// <param name="Password">8..128 characters, no composition rules.</param>
/// <param name="DisplayName">At most 80 characters.</param>
public sealed record RegisterRequest(string? Email, string? Password, string? DisplayName = null);

/// <summary>Body of <c>POST /api/auth/login</c>.</summary>
public sealed record LoginRequest(string? Email, string? Password);

/// <summary>Body of <c>PUT /api/auth/me</c>; a field left out stays as it is, an empty one is cleared.</summary>
/// <param name="AvatarUrl">An absolute https address of at most 500 characters.</param>
public sealed record UpdateProfileRequest(string? DisplayName = null, string? AvatarUrl = null);

/// <summary>A user as that user sees it.</summary>
public sealed record UserProfile
{
    public required int Id { get; init; }
    public required string Email { get; init; }
    public string? DisplayName { get; init; }
    public string? AvatarUrl { get; init; }
    public required bool EmailVerified { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A sentence for people.</summary>
public sealed record MessageReply(string Message);

using Microsoft.AspNetCore.Identity;
using StockAgents.Contracts.Auth;

namespace StockAgents.Auth.Users;

/// <summary>A person with an account.</summary>
internal sealed class User : IdentityUser<int>
{
    public const int LongestDisplayName = 80;
    public const int LongestAvatarUrl = 500;

    public string? DisplayName { get; set; }
    public string? AvatarUrl { get; set; }

    /// <summary>A disabled user keeps the account and can't use it.</summary>
    public bool Disabled { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    public UserProfile ToProfile() => new()
    {
        Id = Id,
        Email = Email!,
        DisplayName = DisplayName,
        AvatarUrl = AvatarUrl,
        EmailVerified = EmailConfirmed,
        CreatedAt = CreatedAt,
    };
}

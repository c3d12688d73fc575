using System.ComponentModel.DataAnnotations;

namespace StockAgents.Auth;

/// <summary>Settings of section <c>Auth</c>, and the runbook's names for two of them.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>Minutes an access token lives, 1..60; default 15. Also <c>ACCESS_TOKEN_EXPIRE_MINUTES</c>.</summary>
    [Range(1, 60)]
    public int AccessTokenMinutes { get; set; } = 15;

    /// <summary>Days a session lives without use, 1..365; default 7. Also <c>REFRESH_TOKEN_EXPIRE_DAYS</c>.</summary>
    [Range(1, 365)]
    public int RefreshTokenDays { get; set; } = 7;

    /// <summary>Minutes the token lives that an API key is exchanged for, 2..60; default 5. A deleted key is dead after that time.</summary>
    [Range(2, 60)]
    public int ApiKeyTokenMinutes { get; set; } = 5;

    /// <summary>E-mail addresses of administrators, comma-separated; none by default.</summary>
    public string Admins { get; set; } = "";

    /// <summary>Wrong passwords an account takes within the window before it is locked for the rest of it, 1..1000; default 5.</summary>
    [Range(1, 1000)]
    public int AttemptsPerAccount { get; set; } = 5;

    /// <summary>Wrong passwords an address (IPv6: its /64) may send within the window, over all accounts, 1..100000; default 30.</summary>
    [Range(1, 100_000)]
    public int AttemptsPerAddress { get; set; } = 30;

    /// <summary>Minutes of that window, 1..1440; default 15.</summary>
    [Range(1, 1440)]
    public int AttemptWindowMinutes { get; set; } = 15;

    /// <summary>Requests a minute that one address may send to register, login and refresh, 1..100000; default 60.</summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; set; } = 60;

    /// <summary>Days after which the next signing key is made, 1..3650; default 90.</summary>
    [Range(1, 3650)]
    public int SigningKeyDays { get; set; } = 90;

    /// <summary>Iterations of PBKDF2-HMAC-SHA512, 100000..10000000; default 210000 (OWASP Password Storage Cheat Sheet).</summary>
    [Range(100_000, 10_000_000)]
    public int PasswordIterations { get; set; } = 210_000;

    internal TimeSpan AccessTokenLife => TimeSpan.FromMinutes(AccessTokenMinutes);
    internal TimeSpan RefreshTokenLife => TimeSpan.FromDays(RefreshTokenDays);
    internal TimeSpan AttemptWindow => TimeSpan.FromMinutes(AttemptWindowMinutes);

    internal bool IsAdmin(string email) =>
        Admins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Contains(email, StringComparer.OrdinalIgnoreCase);
}

using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using StockAgents.Contracts.Auth;

namespace StockAgents.Auth.Users;

/// <summary>What users may type, and passwords compared in a time that does not depend on whether the account exists.</summary>
internal sealed class Credentials(IPasswordHasher<User> hasher)
{
    public const int ShortestPassword = 8;
    /// <summary>Long enough for any sentence, short enough that hashing it is no attack.</summary>
    public const int LongestPassword = 128;
    private const int LongestEmail = 254;

    private static readonly User Nobody = new();
    private readonly string decoy = hasher.HashPassword(Nobody, Secrets.New());

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    public static Dictionary<string, string> Validate(RegisterRequest request)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!IsEmail(request.Email))
            errors["email"] = $"The e-mail address must look like name@example.org and have at most {LongestEmail} characters.";
        if (request.Password is not { Length: >= ShortestPassword and <= LongestPassword })
            errors["password"] = $"The password must have {ShortestPassword} to {LongestPassword} characters.";
        else if (string.Equals(request.Password, request.Email?.Trim(), StringComparison.OrdinalIgnoreCase))
            errors["password"] = "The password must not be the e-mail address.";
        CheckDisplayName(request.DisplayName, errors);
        return errors;
    }

    public static Dictionary<string, string> Validate(LoginRequest request)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.Email is not { Length: > 0 and <= LongestEmail })
            errors["email"] = "The e-mail address is missing or too long.";
        if (request.Password is not { Length: > 0 and <= LongestPassword })
            errors["password"] = "The password is missing or too long.";
        return errors;
    }

    public static Dictionary<string, string> Validate(UpdateProfileRequest request)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        CheckDisplayName(request.DisplayName, errors);
        if (request.AvatarUrl is { Length: > 0 } url
            && (url.Length > User.LongestAvatarUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps))
            errors["avatar_url"] = $"The avatar must be an https address of at most {User.LongestAvatarUrl} characters.";
        return errors;
    }

    /// <summary>Hashes once whoever is asked for, so that a missing account takes as long as a wrong password.</summary>
    public PasswordVerificationResult Verify(User? user, string password)
    {
        var result = hasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? decoy, password);
        return user?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
    }

    private static bool IsEmail(string? value) =>
        value?.Trim() is { Length: > 0 and <= LongestEmail } email
        && MailAddress.TryCreate(email, out var address) && address.Address == email
        && address.Host.Contains('.', StringComparison.Ordinal)
        && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static void CheckDisplayName(string? name, Dictionary<string, string> errors)
    {
        if (name is not null && (name.Trim().Length > User.LongestDisplayName || name.Any(char.IsControl)))
            errors["display_name"] = $"The display name must have at most {User.LongestDisplayName} characters and no control characters.";
    }
}

/// <summary>Iterations from our own options.</summary>
internal sealed class PasswordHashing(IOptions<AuthOptions> auth) : IConfigureOptions<PasswordHasherOptions>
{
    public void Configure(PasswordHasherOptions options) => options.IterationCount = auth.Value.PasswordIterations;
}

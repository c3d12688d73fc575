using System.Globalization;
using System.Security.Claims;

namespace StockAgents.ServiceDefaults.Identity;

/// <summary>The words of an access token that its issuer and its verifiers share.</summary>
public static class AccessTokenClaims
{
    public const string Issuer = "stockagents";
    public const string Audience = "stockagents";

    /// <summary>Header <c>typ</c> (RFC 9068, section 2.1): a token made for another purpose never passes as an access token.</summary>
    public const string TokenType = "at+jwt";

    /// <summary>Claim that older clients look at; always <see cref="Access"/>.</summary>
    public const string Type = "type";
    public const string Access = "access";

    public const string Subject = "sub";
    public const string Role = "role";
    public const string AdminRole = "admin";

    /// <summary>The signed-in user's number, or null for an anonymous request.</summary>
    public static int? UserId(this ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true
        && int.TryParse(principal.FindFirstValue(Subject), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
}

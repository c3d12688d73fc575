using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using StockAgents.ServiceDefaults.Identity.LocalUser;

namespace StockAgents.ServiceDefaults.Identity.Admin;

internal sealed class AdminRequirement : IAuthorizationRequirement;

/// <summary>Lets operators in: by key, by role, or everyone while the guard is switched off.</summary>
internal sealed class AdminRequirementHandler(IOptions<IdentitySettings> settings, IHttpContextAccessor accessor)
    : AuthorizationHandler<AdminRequirement>
{
    private readonly byte[]? expected = settings.Value.ApiKey is { } key ? Hash(key) : null;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AdminRequirement requirement)
    {
        var request = context.Resource as HttpContext ?? accessor.HttpContext;
        if (settings.Value.ApiKeyEnabled
            ? HasKey(request) || context.User.IsInRole(AccessTokenClaims.AdminRole)
            : !IsForeignPage(request))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    // Hashes have one length, so the comparison takes the same time whatever was sent.
    private bool HasKey(HttpContext? request) =>
        expected is not null
        && request?.Request.Headers["X-API-Key"] is [{ Length: > 0 } given]
        && CryptographicOperations.FixedTimeEquals(Hash(given), expected);

    /// <summary>On a personal machine "everyone" means its programs, not every web page its browser has open.</summary>
    private static bool IsForeignPage(HttpContext? request) =>
        request?.RequestServices.GetService<LocalUserGate>()?.IsForeignPage(request) == true;

    private static byte[] Hash(string value) => SHA256.HashData(Encoding.UTF8.GetBytes(value));
}

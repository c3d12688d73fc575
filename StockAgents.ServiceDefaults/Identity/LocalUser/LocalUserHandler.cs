using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace StockAgents.ServiceDefaults.Identity.LocalUser;

/// <summary>Signs in the one user of a personal installation; reached only through <see cref="LocalUserGate"/>.</summary>
internal sealed class LocalUserHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "LocalUser";

    private static readonly ClaimsPrincipal User = new(new ClaimsIdentity(
        [new Claim(AccessTokenClaims.Subject, LocalUserExtensions.LocalUserId.ToString(CultureInfo.InvariantCulture))],
        Scheme, AccessTokenClaims.Subject, AccessTokenClaims.Role));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(User, Scheme)));
}

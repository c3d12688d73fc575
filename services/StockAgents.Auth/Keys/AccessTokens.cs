using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using StockAgents.Auth.Users;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.ServiceDefaults.Identity.Tokens;

namespace StockAgents.Auth.Keys;

/// <summary>Signs access tokens.</summary>
internal sealed class AccessTokens(
    SigningKeyRing ring, IOptions<IdentitySettings> identity, IOptions<AuthOptions> options, TimeProvider time)
{
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey? secret = SharedSecretKeys.From(identity.Value)?.Key;

    public Task<TokenReply> IssueAsync(User user, CancellationToken cancellationToken) =>
        IssueAsync(user, options.Value.AccessTokenLife, cancellationToken);

    public async Task<TokenReply> IssueAsync(User user, TimeSpan life, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [AccessTokenClaims.Subject] = user.Id.ToString(CultureInfo.InvariantCulture),
            [AccessTokenClaims.Type] = AccessTokenClaims.Access,
            ["jti"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
        };
        if (options.Value.IsAdmin(user.Email!))
            claims[AccessTokenClaims.Role] = AccessTokenClaims.AdminRole;

        var token = handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = AccessTokenClaims.TokenType,
            Issuer = AccessTokenClaims.Issuer,
            Audience = AccessTokenClaims.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            Claims = claims,
            SigningCredentials = secret is not null
                ? new SigningCredentials(secret, SecurityAlgorithms.HmacSha256)
                : new SigningCredentials(await ring.SignerAsync(cancellationToken), SecurityAlgorithms.EcdsaSha256),
        });
        return new TokenReply { AccessToken = token, ExpiresIn = (int)life.TotalSeconds };
    }
}

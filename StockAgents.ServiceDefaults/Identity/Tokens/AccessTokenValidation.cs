using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace StockAgents.ServiceDefaults.Identity.Tokens;

/// <summary>
/// What makes an access token good, after RFC 8725 (JWT best current practices): one algorithm, a key chosen by id among ours
/// only (never one the token brings along), issuer, audience, type and time all required.
/// </summary>
internal sealed class AccessTokenValidation(IAccessTokenKeys keys, IOptions<IdentitySettings> settings, TimeProvider time)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    private const string Bearer = "Bearer ";
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.IncludeErrorDetails = false;
        options.SaveToken = false;
        options.ConfigurationManager = new CurrentKeys(keys);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            // The algorithm follows from our configuration, so a public key can never be taken for a shared secret.
            ValidAlgorithms = [settings.Value.JwtSecretKey is null ? SecurityAlgorithms.EcdsaSha256 : SecurityAlgorithms.HmacSha256],
            ValidTypes = [AccessTokenClaims.TokenType],
            ValidIssuer = AccessTokenClaims.Issuer,
            ValidAudience = AccessTokenClaims.Audience,
            ValidateIssuerSigningKey = true,
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = IsAlive,
            ClockSkew = ClockSkew,
            NameClaimType = AccessTokenClaims.Subject,
            RoleClaimType = AccessTokenClaims.Role,
        };
        options.Events = new JwtBearerEvents { OnMessageReceived = LearnKeyAsync, OnTokenValidated = CheckClaims };
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + ClockSkew && (notBefore is not { } begin || now >= begin - ClockSkew);
    }

    /// <summary>Makes sure that the key a token names is known before it is judged, so that a rotation refuses nobody.</summary>
    private async Task LearnKeyAsync(MessageReceivedContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return;
        var token = header[Bearer.Length..].Trim();
        try
        {
            await keys.GetAsync(KeyIdOf(token), context.HttpContext.RequestAborted);
        }
        catch (AccessTokenKeysUnavailableException exception)
        {
            context.Fail(exception);
        }
    }

    private static string? KeyIdOf(string token)
    {
        try
        {
            return new JsonWebToken(token).Kid is { Length: > 0 } kid ? kid : null;
        }
        catch (ArgumentException)
        {
            // Not a token at all; the handler refuses it next.
            return null;
        }
    }

    private static Task CheckClaims(TokenValidatedContext context)
    {
        if (context.Principal?.FindFirst(AccessTokenClaims.Type)?.Value != AccessTokenClaims.Access || context.Principal.UserId() is null)
            context.Fail("The token is not an access token of a user.");
        return Task.CompletedTask;
    }

    private sealed class CurrentKeys(IAccessTokenKeys keys) : IConfigurationManager<OpenIdConnectConfiguration>
    {
        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
        {
            var configuration = new OpenIdConnectConfiguration();
            foreach (var key in await keys.GetAsync(kid: null, cancel))
                configuration.SigningKeys.Add(key);
            return configuration;
        }

        public void RequestRefresh()
        {
            // LearnKeyAsync has already asked for the key by name.
        }
    }
}

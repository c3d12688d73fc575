using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StockAgents.Auth.ApiKeys;
using StockAgents.Auth.Data;
using StockAgents.Auth.Keys;
using StockAgents.Auth.Limits;
using StockAgents.Auth.Sessions;
using StockAgents.Auth.Users;
using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Configuration;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.ServiceDefaults.Identity.Tokens;

namespace StockAgents.Auth;

/// <summary>Users, sessions, access tokens and API keys.</summary>
public static class AuthModule
{
    /// <summary>
    /// Adds the module. The host adds <see cref="PlatformAuthentication.AddPlatformAuthentication"/>, and uses the rate limiter,
    /// authentication and authorization.
    /// </summary>
    public static IHostApplicationBuilder AddAuth(this IHostApplicationBuilder builder)
    {
        builder.AddServiceDatabase<AuthDb, SqliteAuthDb, PostgresAuthDb>(AuthDb.Schema);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSection<AuthOptions>(AuthOptions.Section,
            ("ACCESS_TOKEN_EXPIRE_MINUTES", nameof(AuthOptions.AccessTokenMinutes)), ("REFRESH_TOKEN_EXPIRE_DAYS", nameof(AuthOptions.RefreshTokenDays)));

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<AuthDb>>().CreateDbContext());
        services.AddHostedService<Housekeeping>();

        services.AddIdentityCore<User>(identity =>
        {
            identity.User.RequireUniqueEmail = true;
            identity.User.AllowedUserNameCharacters = "";
            // Length is what makes a password strong; rules about its letters only make it predictable (NIST SP 800-63B, 3.1.1.2).
            identity.Password = new PasswordOptions
            {
                RequiredLength = Credentials.ShortestPassword,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
                RequiredUniqueChars = 1,
            };
        }).AddEntityFrameworkStores<AuthDb>();
        services.AddSingleton<IConfigureOptions<PasswordHasherOptions>, PasswordHashing>();
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<Credentials>();
        services.AddScoped<LoginGuard>();
        services.AddSingleton<RotationsInFlight>();
        services.AddScoped<SessionTokens>();
        services.AddSingleton<RefreshCookie>();
        services.AddScoped<ApiKeyExchanger>();

        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<PublishedKeys>();
        services.AddSingleton<IAuthApi, AuthApi>();
        services.Replace(ServiceDescriptor.Singleton<IAccessTokenKeys>(provider =>
            SharedSecretKeys.From(provider.GetRequiredService<IOptions<IdentitySettings>>().Value)
            ?? (IAccessTokenKeys)provider.GetRequiredService<SigningKeyRing>()));

        services.AddRateLimiter(limiter => limiter.AddPolicy<string, AuthRateLimit>(AuthRateLimit.Name));
        return builder;
    }

    /// <summary>Routes below <c>/api/auth</c>, and the public keys at <c>/.well-known</c>.</summary>
    public static IEndpointRouteBuilder MapAuth(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/auth").WithTags("Authentication").AddEndpointFilter<RouteGroupBuilder, SchemaGate<AuthDb>>();
        auth.MapUsers();
        auth.MapSessions();
        auth.MapApiKeys();
        routes.MapKeys();
        return routes;
    }
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StockAgents.ServiceDefaults.Identity.Admin;
using StockAgents.ServiceDefaults.Identity.ApiKeys;
using StockAgents.ServiceDefaults.Identity.LocalUser;
using StockAgents.ServiceDefaults.Identity.Tokens;

namespace StockAgents.ServiceDefaults.Identity;

/// <summary>Who is calling, the same way in every process.</summary>
public static class PlatformAuthentication
{
    /// <summary>The default scheme: the local user where one is admitted, else the bearer token.</summary>
    internal const string Scheme = "Platform";

    /// <summary>
    /// Access tokens, the two policies of <see cref="Policies"/> and the answers to a refused request. The host registers
    /// <see cref="Contracts.Auth.IAuthApi"/>, or a module that brings its own <see cref="IAccessTokenKeys"/>.
    /// </summary>
    public static IHostApplicationBuilder AddPlatformAuthentication(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<IdentitySettings>().Configure<IConfiguration>((settings, names) => settings.Read(names)).ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<IdentitySettings>, IdentitySettingsRules>();

        services.TryAddSingleton<JwksAccessTokenKeys>();
        services.TryAddSingleton<IAccessTokenKeys>(provider =>
            SharedSecretKeys.From(provider.GetRequiredService<IOptions<IdentitySettings>>().Value)
            ?? (IAccessTokenKeys)provider.GetRequiredService<JwksAccessTokenKeys>());
        services.TryAddSingleton<ApiKeyTokens>();

        // Not AddAuthentication: it brings data protection, which reads and writes key files at start and which bearer tokens
        // have no use for.
        services.AddAuthenticationCore(options => options.DefaultScheme = Scheme);
        services.AddWebEncoders();
        new AuthenticationBuilder(services)
            .AddPolicyScheme(Scheme, displayName: null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddScheme<JwtBearerOptions, JwtBearerHandler>(JwtBearerDefaults.AuthenticationScheme, configureOptions: null);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<JwtBearerOptions>, AccessTokenValidation>());

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.User, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Admin, policy => policy.AddRequirements(new AdminRequirement()));
        services.AddHttpContextAccessor();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAuthorizationHandler, AdminRequirementHandler>());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalAnswers>();
        services.AddProblemDetails();
        return builder;
    }

    private static string SchemeOf(HttpContext context) =>
        context.RequestServices.GetService<LocalUserGate>()?.Admits(context) == true
            ? LocalUserHandler.Scheme
            : JwtBearerDefaults.AuthenticationScheme;
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace StockAgents.ServiceDefaults.Identity.LocalUser;

/// <summary>The implicit user of a personal installation.</summary>
public static class LocalUserExtensions
{
    /// <summary>Number of the user that auth creates with its tables; it has no password and can't sign in anywhere else.</summary>
    public const int LocalUserId = 1;

    /// <summary>
    /// Signs requests without credentials in as the local user when they come from this machine, for a page of ours, while
    /// nothing but loopback is listened on and <c>API_KEY_ENABLED</c> is not true. For Standalone only.
    /// </summary>
    public static IHostApplicationBuilder AddLocalUser(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<LocalUserGate>();
        new AuthenticationBuilder(builder.Services).AddScheme<AuthenticationSchemeOptions, LocalUserHandler>(LocalUserHandler.Scheme, configureOptions: null);
        return builder;
    }
}

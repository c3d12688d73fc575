using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StockAgents.ServiceDefaults.Errors;

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

    /// <summary>
    /// Answers 400 to requests under a foreign host name while nothing but loopback is listened on. Routes that need no sign-in
    /// answer from the user's own files; a page whose domain is made to resolve to this machine must not read them.
    /// </summary>
    public static IApplicationBuilder UseLocalHostNames(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!context.RequestServices.GetRequiredService<LocalUserGate>().IsForeignHost(context))
            await next(context);
        else
            await Problems.Create(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, "This address answers only as localhost, 127.0.0.1 or [::1].").ExecuteAsync(context);
    });
}

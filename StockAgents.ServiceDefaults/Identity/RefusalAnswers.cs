using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Mvc;
using StockAgents.ServiceDefaults.Identity.Admin;
using StockAgents.ServiceDefaults.Identity.LocalUser;
using StockAgents.ServiceDefaults.Identity.Tokens;

namespace StockAgents.ServiceDefaults.Identity;

/// <summary>What a refused request is told: 401 with the way to sign in, 403, or 503 while tokens can't be judged.</summary>
internal sealed class RefusalAnswers : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next(context);
            return;
        }

        // The answer of the authentication middleware, which keeps a failure to itself; the handler has it at hand.
        var failure = (await context.AuthenticateAsync()).Failure;
        var forAdmins = policy.Requirements.OfType<AdminRequirement>().Any();
        if (failure is AccessTokenKeysUnavailableException)
            await Unavailable(context);
        else if (authorizeResult.Forbidden && context.User.Identity?.IsAuthenticated == true)
            await Answer(context, StatusCodes.Status403Forbidden, "AUTHORIZATION_ERROR",
                forAdmins ? "This needs the operators' key or an admin's token." : "This user may not do that.");
        else
            await Challenge(context, forAdmins, failure is not null);
    }

    private static Task Challenge(HttpContext context, bool forAdmins, bool badToken)
    {
        context.Response.Headers.WWWAuthenticate = forAdmins ? "ApiKey" : badToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        var why = context.RequestServices.GetService<LocalUserGate>()?.WhyNot(context) is { } reason ? $"{reason} " : "";
        return Answer(context, StatusCodes.Status401Unauthorized, "AUTHENTICATION_ERROR", why + (forAdmins, badToken) switch
        {
            (true, _) => "Send the operators' key in X-API-Key, or an admin's access token.",
            (false, false) => "Sign in and send the access token as 'Authorization: Bearer ...', or an API key as X-API-Key.",
            (false, true) => "The access token is not valid or has expired; refresh it or sign in again.",
        });
    }

    /// <summary>Auth does not answer: neither a token nor an API key can be judged.</summary>
    internal static Task Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Answer(context, StatusCodes.Status503ServiceUnavailable, "EXTERNAL_SERVICE_ERROR",
            "Sign-in can't be checked at the moment; try again in a few seconds.");
    }

    internal static async Task Answer(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = code } },
        });
    }
}

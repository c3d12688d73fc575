using StockAgents.ServiceDefaults.Identity.Tokens;

namespace StockAgents.ServiceDefaults.Identity.ApiKeys;

/// <summary>API keys at the edge: inner services only ever see access tokens.</summary>
public static class ApiKeyExchangeMiddleware
{
    /// <summary>How an API key begins.</summary>
    public const string KeyPrefix = "sak_";
    private const string Bearer = "Bearer ";

    /// <summary>
    /// Exchanges <c>X-API-Key: sak_...</c> or <c>Authorization: Bearer sak_...</c> for its owner's access token, which takes the
    /// key's place in the request. Goes before <c>UseAuthentication</c>.
    /// </summary>
    public static IApplicationBuilder UseApiKeyExchange(this IApplicationBuilder app)
    {
        var tokens = app.ApplicationServices.GetRequiredService<ApiKeyTokens>();
        return app.Use((context, next) => KeyOf(context.Request) is { } key ? ExchangeAsync(context, next, tokens, key) : next(context));
    }

    private static string? KeyOf(HttpRequest request)
    {
        if (request.Headers["X-API-Key"] is [{ } key] && key.StartsWith(KeyPrefix, StringComparison.Ordinal))
            return key;
        return request.Headers.Authorization is [{ } header]
            && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && header.AsSpan(Bearer.Length).StartsWith(KeyPrefix)
                ? header[Bearer.Length..]
                : null;
    }

    private static async Task ExchangeAsync(HttpContext context, RequestDelegate next, ApiKeyTokens tokens, string key)
    {
        string? token;
        try
        {
            token = await tokens.ExchangeAsync(key, context.RequestAborted);
        }
        catch (Exception exception) when (JwksAccessTokenKeys.IsOutage(exception, context.RequestAborted))
        {
            await RefusalAnswers.Unavailable(context);
            return;
        }

        if (token is null)
        {
            context.Response.Headers.WWWAuthenticate = "ApiKey";
            await RefusalAnswers.Answer(context, StatusCodes.Status401Unauthorized, "AUTHENTICATION_ERROR",
                "The API key is unknown, expired or deleted.");
            return;
        }
        context.Request.Headers.Remove("X-API-Key");
        context.Request.Headers.Authorization = Bearer + token;
        await next(context);
    }
}

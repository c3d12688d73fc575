namespace StockAgents.ServiceDefaults.Errors;

/// <summary>Gives a body to error answers that have none: unmatched routes, wrong methods, refused tokens.</summary>
internal static class EmptyAnswers
{
    public static Task ExplainAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        return Problems.Create(status, ErrorCodes.OfStatus(status), Sentence(context)).ExecuteAsync(context);
    }

    private static string Sentence(HttpContext context) => context.Response.StatusCode switch
    {
        400 => "The request could not be understood.",
        401 => "Sign in first: send a bearer token or an API key.",
        403 => "This account may not do that.",
        404 => $"Nothing is at {Shortened(context.Request.Path)}. The API is described at /docs.",
        405 => context.Response.Headers.Allow is { Count: > 0 } allowed
            ? $"{context.Request.Method} is not possible here; possible: {allowed}."
            : $"{context.Request.Method} is not possible here.",
        413 => "The request body is too large.",
        415 => "Send the body as application/json.",
        429 => "Too many requests; try again later.",
        502 or 503 => "A service this needs is not available; try again shortly.",
        504 => "A service this needs did not answer in time.",
        >= 500 => "Something went wrong on our side; the request id finds it in the logs.",
        var status => $"The request was refused with status {status}.",
    };

    private static string Shortened(PathString path) =>
        path.Value is { Length: > 100 } longPath ? $"{longPath.AsSpan(0, 100)}..." : path.Value ?? "/";
}

using Microsoft.AspNetCore.Http.HttpResults;

namespace StockAgents.Auth;

/// <summary>Answers that say no (RFC 9457), with the codes of the wire contract.</summary>
internal static class Refusals
{
    /// <summary>422 with a sentence for each field.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string> errors) => Problem(
        StatusCodes.Status422UnprocessableEntity, "VALIDATION_ERROR", string.Join(' ', errors.Values),
        KeyValuePair.Create<string, object?>("errors", errors.ToDictionary(error => error.Key, error => new[] { error.Value })));

    public static ProblemHttpResult Taken() => Problem(
        StatusCodes.Status400BadRequest, "RESOURCE_EXISTS", "This e-mail address is already registered; sign in instead.");

    /// <summary>One sentence for every cause, so that it does not tell whether the account exists.</summary>
    public static ProblemHttpResult WrongCredentials() => Problem(
        StatusCodes.Status401Unauthorized, "AUTHENTICATION_ERROR", "E-mail address or password is wrong.");

    public static ProblemHttpResult SessionEnded() => Problem(
        StatusCodes.Status401Unauthorized, "AUTHENTICATION_ERROR", "The session has ended; sign in again.");

    public static ProblemHttpResult UnknownUser() => Problem(
        StatusCodes.Status401Unauthorized, "AUTHENTICATION_ERROR", "This account no longer exists.");

    public static ProblemHttpResult Disabled() => Problem(
        StatusCodes.Status403Forbidden, "AUTHORIZATION_ERROR", "This account is disabled; ask an administrator.");

    public static ProblemHttpResult TooMany(HttpContext context, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problem(StatusCodes.Status429TooManyRequests, "RATE_LIMIT_ERROR", $"Too many attempts; try again in {seconds} s.");
    }

    public static ProblemHttpResult NotFound(string detail) => Problem(StatusCodes.Status404NotFound, "RESOURCE_NOT_FOUND", detail);

    public static ProblemHttpResult NotReady() => Problem(
        StatusCodes.Status503ServiceUnavailable, "EXTERNAL_SERVICE_ERROR", "Auth is still waiting for its database; try again in a few seconds.");

    private static ProblemHttpResult Problem(int status, string code, string detail, params ReadOnlySpan<KeyValuePair<string, object?>> more) =>
        TypedResults.Problem(detail, statusCode: status, extensions: [new("code", code), .. more]);
}

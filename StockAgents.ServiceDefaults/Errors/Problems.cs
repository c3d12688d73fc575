using Microsoft.AspNetCore.Http.HttpResults;

namespace StockAgents.ServiceDefaults.Errors;

/// <summary>Error answers (RFC 9457, <c>application/problem+json</c>) with <c>code</c>, <c>detail</c> and, added when written, <c>request_id</c>.</summary>
public static class Problems
{
    /// <param name="status">HTTP status.</param>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="detail">One sentence that helps the caller; no internals.</param>
    public static ProblemHttpResult Create(int status, string code, string detail) =>
        TypedResults.Problem(detail: detail, statusCode: status, extensions: [new("code", code)]);

    /// <summary>The same with further members, for example the <c>symbol</c> or <c>service</c> it is about.</summary>
    public static ProblemHttpResult Create(int status, string code, string detail, IEnumerable<KeyValuePair<string, object?>> members) =>
        TypedResults.Problem(detail: detail, statusCode: status, extensions: members.Prepend(new("code", code)));

    public static ProblemHttpResult BodyTooLarge(long limitBytes) =>
        Create(StatusCodes.Status413PayloadTooLarge, ErrorCodes.ValidationError, $"The request body is larger than {limitBytes} bytes.");
}

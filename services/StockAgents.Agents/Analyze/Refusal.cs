using Microsoft.AspNetCore.Http.HttpResults;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.Agents.Analyze;

/// <summary>Why a well-formed request is not accepted.</summary>
internal sealed record Refusal(int Status, string Code, string Detail)
{
    private const int RetryAfterSeconds = 5;

    public static Refusal KeyUsed { get; } =
        new(StatusCodes.Status409Conflict, ErrorCodes.ResourceExists, "This Idempotency-Key was used for another analysis; send a new key.");

    public static Refusal Full(string detail) => new(StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimitError, detail);

    public ProblemHttpResult Answer(HttpResponse response)
    {
        if (Status is StatusCodes.Status429TooManyRequests)
            response.Headers.RetryAfter = RetryAfterSeconds.ToString();
        return Problems.Create(Status, Code, Detail);
    }
}

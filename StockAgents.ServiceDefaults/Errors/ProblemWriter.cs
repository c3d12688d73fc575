namespace StockAgents.ServiceDefaults.Errors;

/// <summary>
/// Writes every problem, whatever the caller said it accepts: an error in a format not asked for helps more than an empty answer.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var http = context.HttpContext;
        problem.Extensions.TryAdd("code", ErrorCodes.OfStatus(problem.Status ?? http.Response.StatusCode));
        problem.Extensions["request_id"] = http.TraceIdentifier;
        await http.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, "application/problem+json", http.RequestAborted);
    }
}

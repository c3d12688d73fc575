namespace StockAgents.ServiceDefaults.Requests;

/// <summary>One line a request, <c>Request completed</c>, with the fields of the runbook's log filters.</summary>
internal sealed partial class RequestLogMiddleware(RequestDelegate next, TimeProvider clock, ILogger<RequestLogMiddleware> logger)
{
    private const int ClientClosedRequest = 499;
    private const int MaxPathLength = 512;

    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        // Taken before anything further in may rewrite them. The query stays out: it may carry tokens.
        var method = context.Request.Method;
        var path = context.Request.Path.Value ?? "/";
        try
        {
            await next(context);
        }
        finally
        {
            var aborted = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted;
            var status = aborted ? ClientClosedRequest : context.Response.StatusCode;
            var elapsed = Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 3);
            RequestCompleted(LevelOf(status, path), method, path.Length > MaxPathLength ? path[..MaxPathLength] : path, status, elapsed);
        }
    }

    /// <summary>Probes come every few seconds for ever: they are written only when someone debugs them.</summary>
    private static LogLevel LevelOf(int status, string path)
    {
        if (path.Equals("/health", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/api/health", StringComparison.OrdinalIgnoreCase))
            return LogLevel.Debug;
        return status >= StatusCodes.Status500InternalServerError ? LogLevel.Error : LogLevel.Information;
    }

    [LoggerMessage(Message = "Request completed", EventName = "RequestCompleted")]
    private partial void RequestCompleted(LogLevel level, string method, string path, int statusCode, double durationMs);
}

using System.Diagnostics;

namespace StockAgents.ServiceDefaults.Requests;

/// <summary>Takes the caller's request id if it is a sane token, else makes one; echoes it and hands it inwards.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var received = context.Request.Headers[RequestId.Header];
        var id = received.Count == 1 && RequestId.IsAcceptable(received[0]) ? received[0]! : RequestId.New();

        context.TraceIdentifier = id;
        // The gateway forwards request headers as they are, so the next hop sees the same id.
        context.Request.Headers[RequestId.Header] = id;
        // Set at the last moment: a proxied response brings its own copy of the header.
        context.Response.OnStarting(static state =>
        {
            var current = (HttpContext)state;
            current.Response.Headers[RequestId.Header] = current.TraceIdentifier;
            return Task.CompletedTask;
        }, context);
        Activity.Current?.SetTag("request_id", id);

        using (RequestId.Use(id))
            await next(context);
    }
}

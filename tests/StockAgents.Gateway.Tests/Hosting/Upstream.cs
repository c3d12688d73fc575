using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;

namespace StockAgents.Gateway.Tests.Hosting;

/// <summary>What a service saw of one request.</summary>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers);

/// <summary>A small service behind the gateway: alive, and remembers what reached it.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly ConcurrentQueue<SeenRequest> _seen;

    private Upstream(RunningApp app, ConcurrentQueue<SeenRequest> seen)
    {
        App = app;
        _seen = seen;
    }

    public RunningApp App { get; }

    public Uri Address => App.Address;

    /// <summary>All requests but the gateway's own health probes.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <summary>Answers every path with what it saw, besides the routes of <paramref name="map"/>.</summary>
    public static async Task<Upstream> StartAsync(Action<WebApplication>? map = null, int port = 0)
    {
        var seen = new ConcurrentQueue<SeenRequest>();
        var app = await RunningApp.StartAsync(_ => { }, app =>
        {
            app.Use(async (context, next) =>
            {
                if (!context.Request.Path.StartsWithSegments("/api/health", StringComparison.Ordinal))
                    seen.Enqueue(Describe(context));
                await next(context);
            });
            app.MapMethods("/api/health/liveness", ["GET"], () => "alive");
            map?.Invoke(app);
            app.Map("{**path}", async (HttpContext context) =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                await context.Response.WriteAsJsonAsync(Describe(context), context.RequestAborted);
            });
        }, port);
        return new Upstream(app, seen);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static SeenRequest Describe(HttpContext context) => new(
        context.Request.Method,
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
}

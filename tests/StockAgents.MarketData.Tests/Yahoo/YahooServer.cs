using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StockAgents.MarketData.Tests.Yahoo;

/// <summary>Stands where Yahoo stands: answers every chart request with the reply it is told, and counts what it was asked.</summary>
internal sealed class YahooServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private YahooServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public List<(string Path, string? Query, string UserAgent)> Asked { get; } = [];

    public int Status { get; set; } = 200;

    public string ContentType { get; set; } = "application/json;charset=utf-8";

    public string Body { get; set; } = "{}";

    public static async Task<YahooServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new YahooServer(app);
        app.MapFallback("{*path}", async (HttpContext context) =>
        {
            lock (server.Asked)
                server.Asked.Add((context.Request.Path, context.Request.QueryString.Value, context.Request.Headers.UserAgent.ToString()));
            context.Response.StatusCode = server.Status;
            context.Response.ContentType = server.ContentType;
            await context.Response.WriteAsync(server.Body, context.RequestAborted);
        });
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

using Microsoft.AspNetCore.Builder;

namespace StockAgents.Bench;

/// <summary>The yardstick of <see cref="StartupBench"/>: a web application with one route and nothing else.</summary>
internal static class BareKestrel
{
    public static Task RunAsync()
    {
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/health", () => "healthy");
        return app.RunAsync();
    }
}

using Microsoft.Extensions.Options;
using StockAgents.Agents;
using StockAgents.Auth;
using StockAgents.MarketData;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Configuration;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.ServiceDefaults.Identity.ApiKeys;
using StockAgents.ServiceDefaults.Identity.LocalUser;

namespace StockAgents.Standalone;

/// <summary>All modules in one process: SQLite, the embedded queue, and the same routes as the gateway's.</summary>
internal static class StandaloneHost
{
    public const int Port = 8000;

    /// <summary>Serves until the process is told to stop.</summary>
    /// <returns>Exit code: 0 after a graceful stop, 1 when the process could not start.</returns>
    public static async Task<int> ServeAsync(string[] args)
    {
        return await StartFailures.ExplainAsync(async () =>
        {
            var builder = WebApplication.CreateBuilder(args);
            builder.ListenByDefaultOn(Port);
            ListenAddresses.Check(builder.Configuration);
            await using var app = Build(builder);
            await app.StartAsync();
            if (await SchemaReadiness.WaitAsync(app, CancellationToken.None))
                Welcome.Print(app);
            await app.WaitForShutdownAsync();
            return 0;
        });
    }

    /// <param name="quiet">Keeps log lines out of a terminal that shows a report.</param>
    public static WebApplication Build(WebApplicationBuilder builder, bool quiet = false)
    {
        builder.AddServiceDefaults();
        if (DatabaseTarget.From(builder.Configuration).Mode is not DatabaseMode.Sqlite)
            throw new StartFault("Standalone keeps its data in SQLite. Unset DATABASE_MODE and ConnectionStrings__trading, or run the suite's services to use PostgreSQL.");
        builder.AddPlatformAuthentication();
        builder.AddLocalUser();
        builder.AddMarketData();
        builder.AddAuth();
        builder.AddEmbeddedDelivery();
        builder.AddAgents();
        builder.AddAnalysisWorker();
        if (quiet)
            builder.Logging.ClearProviders();

        var app = builder.Build();
        Check(app.Services);
        app.UseLocalHostNames();
        app.UseApiKeyExchange();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapServiceDefaults();
        app.MapMarketData();
        app.MapAuth();
        app.MapAgents();
        return app;
    }

    /// <summary>Before anything starts, and so before the host logs a failed start with its stack trace: what can go wrong has sentences.</summary>
    private static void Check(IServiceProvider services)
    {
        services.GetService<IStartupValidator>()?.Validate();
        services.GetRequiredService<SqliteFileOwnership>();
    }
}

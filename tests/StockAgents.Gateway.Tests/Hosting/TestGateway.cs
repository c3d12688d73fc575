using StockAgents.ServiceDefaults;

namespace StockAgents.Gateway.Tests.Hosting;

internal static class TestGateway
{
    /// <summary>The gateway as its Program builds it, with all services at one address and further settings as <c>key=value</c>.</summary>
    public static Task<RunningApp> StartAsync(Uri services, params IEnumerable<KeyValuePair<string, string?>> settings) =>
        StartAsync(services, services, services, settings);

    public static Task<RunningApp> StartAsync(Uri agents, Uri marketData, Uri auth, params IEnumerable<KeyValuePair<string, string?>> settings) =>
        RunningApp.StartAsync(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(settings);
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    [$"services:{ResourceNames.Agents}:http:0"] = agents.ToString(),
                    [$"services:{ResourceNames.MarketData}:http:0"] = marketData.ToString(),
                    [$"services:{ResourceNames.Auth}:http:0"] = auth.ToString(),
                });
                builder.AddServiceDefaults();
                builder.AddGateway();
            },
            app =>
            {
                app.MapServiceDefaults();
                app.MapGateway();
            });
}

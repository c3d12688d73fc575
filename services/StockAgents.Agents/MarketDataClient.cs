using Refit;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.MarketData;
using StockAgents.ServiceDefaults;

namespace StockAgents.Agents;

/// <summary>The market-data service as a remote one: for hosts that do not run its module themselves.</summary>
public static class MarketDataClient
{
    public static IHostApplicationBuilder AddMarketDataClient(this IHostApplicationBuilder builder)
    {
        builder.Services
            .AddRefitClient<IMarketDataApi>(new RefitSettings(new SystemTextJsonContentSerializer(ContractJson.Options)))
            .ConfigureHttpClient(client => client.BaseAddress = new Uri($"http://{ResourceNames.MarketData}"));
        return builder;
    }
}

using StockAgents.Contracts.MarketData;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Http;

namespace StockAgents.Agents;

/// <summary>The market-data service as a remote one: for hosts that do not run its module themselves.</summary>
public static class MarketDataClient
{
    public static IHostApplicationBuilder AddMarketDataClient(this IHostApplicationBuilder builder)
    {
        builder.AddRemoteApi<IMarketDataApi>(ResourceNames.MarketData);
        return builder;
    }
}

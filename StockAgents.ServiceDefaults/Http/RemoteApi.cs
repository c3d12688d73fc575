using Refit;
using StockAgents.Contracts.Json;

namespace StockAgents.ServiceDefaults.Http;

/// <summary>Another service of the suite, spoken to over HTTP.</summary>
public static class RemoteApi
{
    /// <summary>Registers <typeparamref name="TApi"/> as a client of the service that discovery knows as <paramref name="service"/>.</summary>
    public static void AddRemoteApi<TApi>(this IHostApplicationBuilder builder, string service)
        where TApi : class
    {
        var settings = new RefitSettings(new SystemTextJsonContentSerializer(ContractJson.Options));
        builder.Services
            .AddHttpClient(service, client => client.BaseAddress = new Uri($"http://{service}"))
            // AddRefitClient asks for Refit's reflection package even where the whole client is generated; this does not.
            .AddTypedClient(client => RestService.For<TApi>(client, settings));
    }
}

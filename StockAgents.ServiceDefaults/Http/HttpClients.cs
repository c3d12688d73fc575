using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;

namespace StockAgents.ServiceDefaults.Http;

internal static class HttpClients
{
    /// <summary>
    /// Every client of the factory finds services by name, carries the request id, and retries, times out and breaks by the
    /// standard pipeline. A client that needs other limits removes the pipeline with <c>RemoveAllResilienceHandlers</c>.
    /// </summary>
    public static void AddHttpClients(this IHostApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.TryAddTransient<RequestIdHandler>();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.RemoveAllLoggers();
            http.AddHttpMessageHandler<RequestIdHandler>();
            // A POST that timed out may have been carried out: only what is safe to repeat is repeated.
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
    }
}

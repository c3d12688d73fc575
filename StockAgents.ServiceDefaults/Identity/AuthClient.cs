using Refit;
using StockAgents.Contracts.Auth;
using StockAgents.Contracts.Json;

namespace StockAgents.ServiceDefaults.Identity;

/// <summary>The auth service as a remote one: for hosts that do not run its module themselves.</summary>
public static class AuthClient
{
    public static IHostApplicationBuilder AddAuthClient(this IHostApplicationBuilder builder)
    {
        builder.Services
            .AddRefitClient<IAuthApi>(new RefitSettings(new SystemTextJsonContentSerializer(ContractJson.Options)))
            .ConfigureHttpClient(client => client.BaseAddress = new Uri($"http://{ResourceNames.Auth}"));
        return builder;
    }
}

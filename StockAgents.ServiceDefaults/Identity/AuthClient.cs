using StockAgents.Contracts.Auth;
using StockAgents.ServiceDefaults.Http;

namespace StockAgents.ServiceDefaults.Identity;

/// <summary>The auth service as a remote one: for hosts that do not run its module themselves.</summary>
public static class AuthClient
{
    public static IHostApplicationBuilder AddAuthClient(this IHostApplicationBuilder builder)
    {
        builder.AddRemoteApi<IAuthApi>(ResourceNames.Auth);
        return builder;
    }
}

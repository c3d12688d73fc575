using System.Net;
using StockAgents.ServiceDefaults;

namespace StockAgents.Standalone;

/// <summary>The addresses of <c>--urls</c> and <c>ASPNETCORE_URLS</c>, looked at before the server meets them.</summary>
internal static class ListenAddresses
{
    /// <exception cref="StartFault">One of them is not an address.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsAddress(url))
                throw new StartFault($"--urls has '{url}', which is not an address such as http://localhost:8000, with a port from 0 to {IPEndPoint.MaxPort}.");
        }
    }

    // "*" and "+" stand for every address of the machine; no URI has such a host.
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && address.Scheme is ("http" or "https");
}

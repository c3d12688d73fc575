using Microsoft.AspNetCore.Hosting;

namespace StockAgents.ServiceDefaults.Configuration;

public static class DefaultPort
{
    private static readonly string[] Keys = ["urls", "http_ports", "https_ports"];

    /// <summary>
    /// Listens on <c>http://localhost:{port}</c> unless an address is configured (<c>--urls</c>, <c>ASPNETCORE_URLS</c>,
    /// <c>HTTP_PORTS</c>, <c>Kestrel:Endpoints</c>).
    /// </summary>
    public static WebApplicationBuilder ListenByDefaultOn(this WebApplicationBuilder builder, int port)
    {
        var configuration = builder.Configuration;
        var configured = Array.Exists(Keys, key => configuration[key] is { Length: > 0 })
            || configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!configured)
            builder.WebHost.UseUrls($"http://localhost:{port}");
        return builder;
    }
}

using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StockAgents.AppHost;

/// <summary>What both servers need when they run without containers.</summary>
internal static class LocalServers
{
    public static bool HasConnectionString(this IDistributedApplicationBuilder builder, string name) =>
        builder.ExecutionContext.IsRunMode && !string.IsNullOrEmpty(builder.Configuration.GetConnectionString(name));

    public static bool RunsWithoutContainers(this IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode && bool.TryParse(builder.Configuration["NoContainers"], out var without) && without;

    /// <summary>Below <c>db/</c>, which is not under version control.</summary>
    public static string LocalDataFolder(this IDistributedApplicationBuilder builder, string server) =>
        Directory.CreateDirectory(Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "db", "apphost", server))).FullName;

    /// <summary>Healthy once something listens: a started process is not yet a server that answers.</summary>
    public static IResourceBuilder<ExecutableResource> WithPortCheck(this IResourceBuilder<ExecutableResource> server, int port)
    {
        var check = $"{server.Resource.Name}_tcp";
        server.ApplicationBuilder.Services.AddHealthChecks().AddAsyncCheck(check, async cancellationToken =>
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (SocketException exception)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        });
        return server.WithHealthCheck(check);
    }
}

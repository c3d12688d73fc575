using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;

namespace StockAgents.Gateway.Routing;

/// <summary>
/// Ready means: every service has an address. Whether it answers is the service's own readiness; were it the gateway's as well, one
/// service that is away would take the whole door out of rotation.
/// </summary>
internal sealed class RoutedServicesCheck(IProxyStateLookup proxy) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var unknown = ServiceRoutes.Services
            .Where(service => !proxy.TryGetCluster(service, out var cluster) || cluster.DestinationsState.AllDestinations.Count == 0)
            .ToArray();
        return Task.FromResult(unknown.Length == 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, $"No address for {string.Join(", ", unknown)}"));
    }
}

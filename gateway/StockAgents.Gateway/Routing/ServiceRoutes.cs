using System.Net;
using Microsoft.Extensions.Options;
using StockAgents.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace StockAgents.Gateway.Routing;

/// <summary>Which service answers which paths. More can be added in configuration (section <c>ReverseProxy</c>, YARP's own shape).</summary>
internal sealed class ServiceRoutes(IOptions<GatewayOptions> options) : IProxyConfigProvider
{
    private static readonly (string Service, string[] Prefixes)[] Table =
    [
        (ResourceNames.Agents, ["/api/analyze", "/api/admin"]),
        (ResourceNames.MarketData, ["/api/market"]),
        (ResourceNames.Auth, ["/api/auth", "/.well-known"]),
    ];

    private readonly InMemoryConfigProvider _routes = new(
        [.. Table.SelectMany(row => row.Prefixes, (row, prefix) => Route(row.Service, prefix))],
        [.. Table.Select(row => Cluster(row.Service, options.Value))]);

    public IProxyConfig GetConfig() => _routes.GetConfig();

    /// <summary>The services that have paths here.</summary>
    public static IEnumerable<string> Services => Table.Select(row => row.Service);

    /// <summary>Whether a path of a service can be reached from outside.</summary>
    public static bool Reaches(string service, string path) => Table.Any(row =>
        row.Service == service
        && row.Prefixes.Any(prefix => new PathString(path).StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)));

    private static RouteConfig Route(string service, string prefix) => new()
    {
        RouteId = $"{service}{prefix.Replace('/', '-')}",
        ClusterId = service,
        Match = new RouteMatch { Path = $"{prefix}/{{**rest}}" },
    };

    private static ClusterConfig Cluster(string service, GatewayOptions options) => new()
    {
        ClusterId = service,
        Destinations = new Dictionary<string, DestinationConfig>(StringComparer.OrdinalIgnoreCase)
        {
            [service] = new() { Address = $"http://{service}" },
        },
        HttpRequest = new ForwarderRequestConfig
        {
            ActivityTimeout = TimeSpan.FromSeconds(options.IdleTimeoutSeconds),
            // Events must leave as they come.
            AllowResponseBuffering = false,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
        HealthCheck = new HealthCheckConfig
        {
            // Out within two seconds of falling silent (two probes of half a second), back within one of answering again.
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Interval = TimeSpan.FromMilliseconds(500),
                Timeout = TimeSpan.FromMilliseconds(500),
                Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                Path = "/api/health/liveness",
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
                ReactivationPeriod = TimeSpan.FromSeconds(1),
            },
        },
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ConsecutiveFailuresHealthPolicyOptions.ThresholdMetadataName] = "2",
        },
    };
}

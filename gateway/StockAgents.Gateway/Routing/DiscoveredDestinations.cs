using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace StockAgents.Gateway.Routing;

/// <summary>
/// Turns a destination like <c>http://agents</c> into the addresses that service discovery has for that name
/// (<c>services__agents__http__0</c> and so on), and again whenever they change. A name nobody configured is left to DNS.
/// </summary>
internal sealed class DiscoveredDestinations(ServiceEndpointResolver discovery) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, DestinationConfig>(StringComparer.OrdinalIgnoreCase);
        var changes = new List<IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var asked = new Uri(destination.Address);
            var source = await discovery.GetEndpointsAsync(asked.GetLeftPart(UriPartial.Authority), cancellationToken);
            changes.Add(source.ChangeToken);
            foreach (var endpoint in source.Endpoints)
            {
                var address = AddressOf(endpoint, asked);
                resolved[$"{name}[{address}]"] = destination with { Address = address };
            }
        }
        return new ResolvedDestinationCollection(resolved, new CompositeChangeToken(changes));
    }

    private static string AddressOf(ServiceEndpoint endpoint, Uri asked)
    {
        var text = endpoint.ToString()!;
        var authority = text.Contains("://", StringComparison.Ordinal) ? text : $"{asked.Scheme}://{text}";
        return authority.TrimEnd('/') + asked.AbsolutePath;
    }
}

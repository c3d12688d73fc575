using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using StockAgents.Gateway.Routing;
using StockAgents.ServiceDefaults.OpenApi;
using Yarp.ReverseProxy;

namespace StockAgents.Gateway.OpenApi;

/// <summary>
/// One OpenAPI document over all services, of the paths that can be reached from outside. It is fetched when asked for and kept for
/// a while; a service that is away is named in the description, and asked again soon.
/// </summary>
internal sealed partial class MergedDocument(
    IProxyStateLookup proxy,
    [FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider own,
    IOptions<GatewayOptions> options,
    TimeProvider clock,
    ILogger<MergedDocument> logger) : IDisposable
{
    // A service writes its document when first asked, which on a busy machine takes its time.
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IncompleteLifetime = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _oneBuilder = new(1, 1);
    private volatile Cached? _cached;

    public async Task<FileContentHttpResult> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known)
            return known.ToResult();

        await _oneBuilder.WaitAsync(cancellationToken);
        try
        {
            _cached = Fresh() ?? await BuildAsync(cancellationToken);
            return _cached.ToResult();
        }
        finally
        {
            _oneBuilder.Release();
        }
    }

    public void Dispose() => _oneBuilder.Dispose();

    private Cached? Fresh() => _cached is { } cached && clock.GetElapsedTime(cached.Built) < cached.Lifetime ? cached : null;

    private async Task<Cached> BuildAsync(CancellationToken cancellationToken)
    {
        var gateway = await own.GetOpenApiDocumentAsync(cancellationToken);
        var merge = new DocumentMerge(JsonNode.Parse(await gateway.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken))!.AsObject());

        var services = ServiceRoutes.Services.ToArray();
        var documents = await Task.WhenAll(services.Select(service => FetchAsync(service, cancellationToken)));
        var missing = new List<string>();
        foreach (var (service, document) in services.Zip(documents))
        {
            if (document is null)
                missing.Add(service);
            else
                merge.Add(service, document, path => ServiceRoutes.Reaches(service, path));
        }
        if (missing.Count > 0)
            merge.Describe($"Not complete: {string.Join(", ", missing)} could not be asked.");

        var lifetime = TimeSpan.FromSeconds(options.Value.DocumentSeconds);
        if (missing.Count > 0 && lifetime > IncompleteLifetime)
            lifetime = IncompleteLifetime;
        return new Cached(merge.ToUtf8Bytes(), clock.GetTimestamp(), lifetime);
    }

    private async Task<JsonObject?> FetchAsync(string service, CancellationToken cancellationToken)
    {
        if (!proxy.TryGetCluster(service, out var cluster) || cluster.DestinationsState.AvailableDestinations is not [var destination, ..])
            return null;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(FetchTimeout);
        var address = destination.Model.Config.Address.TrimEnd('/') + ApiDocument.Path;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await cluster.Model.HttpClient.SendAsync(request, limit.Token);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            return (await JsonNode.ParseAsync(body, cancellationToken: limit.Token))?.AsObject();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException or InvalidOperationException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            CouldNotFetch(service, exception);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The OpenAPI document of {Service} could not be fetched")]
    private partial void CouldNotFetch(string service, Exception exception);

    private sealed record Cached(byte[] Json, long Built, TimeSpan Lifetime)
    {
        public FileContentHttpResult ToResult() => TypedResults.Bytes(Json, "application/json; charset=utf-8");
    }
}

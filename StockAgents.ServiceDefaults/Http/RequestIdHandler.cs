using StockAgents.ServiceDefaults.Requests;

namespace StockAgents.ServiceDefaults.Http;

/// <summary>Hands the current request's id to the service that is called.</summary>
internal sealed class RequestIdHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (RequestId.Current is { } id && !request.Headers.Contains(RequestId.Header))
            request.Headers.Add(RequestId.Header, id);
        return base.SendAsync(request, cancellationToken);
    }
}

using StockAgents.ServiceDefaults.Errors;
using Yarp.ReverseProxy.Forwarder;

namespace StockAgents.Gateway.Forwarding;

/// <summary>Says which service failed a request and how: away (503, try again), too slow (504), or speaking nonsense (502).</summary>
internal sealed partial class FailedForwards(RequestDelegate next, ILogger<FailedForwards> logger)
{
    /// <summary>Seconds after which a service that was away is looked for again, see the health checks of the routes.</summary>
    private const string RetryAfter = "1";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.GetForwarderErrorFeature() is not { } failure || context.Response.HasStarted)
            return;

        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        if (failure.Error is not (ForwarderError.RequestCanceled or ForwarderError.RequestBodyClient or ForwarderError.RequestBodyCanceled))
            ForwardFailed(service, failure.Error, failure.Exception?.GetBaseException().Message);
        switch (failure.Error)
        {
            case ForwarderError.NoAvailableDestinations:
            case ForwarderError.Request when IsUnreachable(failure.Exception):
                context.Response.Headers.RetryAfter = RetryAfter;
                await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, service, $"The service {service} is not available; try again shortly.");
                break;
            case ForwarderError.RequestTimedOut:
                await AnswerAsync(context, StatusCodes.Status504GatewayTimeout, service, $"The service {service} did not answer in time.");
                break;
            case ForwarderError.Request or ForwarderError.ResponseHeaders or ForwarderError.RequestBodyDestination or ForwarderError.ResponseBodyDestination:
                await AnswerAsync(context, StatusCodes.Status502BadGateway, service, $"The service {service} broke off its answer.");
                break;
        }
    }

    private static bool IsUnreachable(Exception? exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    private static Task AnswerAsync(HttpContext context, int status, string service, string detail) =>
        Problems.Create(status, ErrorCodes.ExternalServiceError, detail, [new("service", service)]).ExecuteAsync(context);

    [LoggerMessage(LogLevel.Warning, "Forwarding to {Service} failed: {Failure}")]
    private partial void ForwardFailed(string service, ForwarderError failure, string? cause);
}

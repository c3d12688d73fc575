using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;
using StackExchange.Redis;
using StockAgents.ServiceDefaults.Requests;

namespace StockAgents.ServiceDefaults.Errors;

/// <summary>
/// The one place that answers exceptions. Unreadable requests are the caller's and get a sentence; an outage of something we
/// depend on is 502, 503 or 504; anything else is our bug: logged once, here, and answered without internals.
/// </summary>
internal sealed partial class ExceptionAnswer(IOptions<RequestLimits> limits, ILogger<ExceptionAnswer> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }
        await Answer(exception).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemHttpResult Answer(Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.BodyTooLarge(limits.Value.MaxBodyBytes);
            case BadHttpRequestException bad:
                return Problems.Create(bad.StatusCode, ErrorCodes.OfStatus(bad.StatusCode), UnreadableRequest.Sentence(bad));
            case Refit.ApiException:
                DependencyFailed(exception);
                return Problems.Create(StatusCodes.Status502BadGateway, ErrorCodes.ExternalServiceError,
                    "A service this needs gave an answer that could not be used.");
            case TimeoutRejectedException or TimeoutException:
                DependencyFailed(exception);
                return Problems.Create(StatusCodes.Status504GatewayTimeout, ErrorCodes.ExternalServiceError,
                    "A service this needs did not answer in time.");
            case HttpRequestException or ExecutionRejectedException or RedisException or DbException { IsTransient: true }:
            // EF wraps a database that is away in this, with the advice to retry.
            case InvalidOperationException { InnerException: DbException { IsTransient: true } }:
                DependencyFailed(exception);
                return Problems.Create(StatusCodes.Status503ServiceUnavailable, ErrorCodes.ExternalServiceError,
                    "A service this needs is not available; try again shortly.");
            default:
                Unexpected(exception);
                return Problems.Create(StatusCodes.Status500InternalServerError, ErrorCodes.InternalError,
                    "Something went wrong on our side; the request id finds it in the logs.");
        }
    }

    [LoggerMessage(LogLevel.Error, "Request failed: a dependency is not available")]
    private partial void DependencyFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Request failed: unexpected error")]
    private partial void Unexpected(Exception exception);
}

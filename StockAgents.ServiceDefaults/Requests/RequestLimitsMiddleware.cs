using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.ServiceDefaults.Requests;

/// <summary>Refuses too long a target and too large a declared body with a sentence, before anything further in looks at them.</summary>
internal sealed class RequestLimitsMiddleware(RequestDelegate next, IOptions<RequestLimits> options)
{
    /// <summary>
    /// Up to this size the rest of a refused body is read and thrown away: a connection closed on a caller who is still
    /// sending would lose the answer. Past it the connection is closed.
    /// </summary>
    private const long PoliteBodyBytes = 16 * 1024 * 1024;

    private readonly RequestLimits _limits = options.Value;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > _limits.MaxTargetBytes)
        {
            return Problems.Create(StatusCodes.Status414UriTooLong, ErrorCodes.ValidationError,
                $"The path and query are longer than {_limits.MaxTargetBytes} bytes.").ExecuteAsync(context);
        }
        if (context.Request.ContentLength is { } length && length > _limits.MaxBodyBytes)
        {
            if (length <= PoliteBodyBytes && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = length;
            return Problems.BodyTooLarge(_limits.MaxBodyBytes).ExecuteAsync(context);
        }
        return next(context);
    }
}

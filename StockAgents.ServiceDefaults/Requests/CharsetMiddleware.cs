using Microsoft.Net.Http.Headers;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.ServiceDefaults.Requests;

/// <summary>Refuses a body in a character set that is not read; the framework's JSON reader would take an unknown name for a fault of ours.</summary>
internal sealed class CharsetMiddleware(RequestDelegate next)
{
    private static readonly string[] Known = ["utf-8", "utf8", "us-ascii", "iso-8859-1", "utf-16", "utf-16le", "utf-16be"];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.ContentType is { } type
            && type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            && MediaTypeHeaderValue.TryParse(type, out var parsed)
            && HeaderUtilities.RemoveQuotes(parsed.Charset) is { Length: > 0 } charset
            && !Known.Contains(charset.Value, StringComparer.OrdinalIgnoreCase))
        {
            return Problems.Create(StatusCodes.Status415UnsupportedMediaType, ErrorCodes.ValidationError,
                "The character set of the body is not known; send application/json in UTF-8.").ExecuteAsync(context);
        }
        return next(context);
    }
}

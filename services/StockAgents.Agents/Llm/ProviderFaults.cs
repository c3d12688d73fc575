using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Net.Http.Headers;

namespace StockAgents.Agents.Llm;

/// <summary>Reads what the provider's SDK throws.</summary>
internal static class ProviderFaults
{
    /// <summary>Null for a cancellation, which is nobody's fault. All else an SDK throws on a hostile body is a failed call.</summary>
    public static ModelCallException? Classify(Exception error, TimeProvider clock)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case OperationCanceledException:
                    return null;
                case AnswerTooLargeException:
                    return new(ModelFault.TooLarge, e.Message);
                case ClientResultException { Status: > 0 } answered when answered.GetRawResponse() is { IsError: true } response:
                    return OfStatus(answered.Status, RetryAfter(response.Headers, clock.GetUtcNow()));
                case HttpRequestException or IOException:
                    return new(ModelFault.Unreachable, "The model endpoint could not be reached or broke the connection.");
            }
        }
        return new(ModelFault.Unreadable, "The model endpoint answered something that is not a chat completion.");
    }

    private static ModelCallException OfStatus(int status, TimeSpan? retryAfter) => status switch
    {
        429 => new(ModelFault.RateLimited, "The model endpoint answered 429: too many requests.", retryAfter),
        408 or >= 500 => new(ModelFault.ServerError, $"The model endpoint answered {status}.", retryAfter),
        401 or 403 => new(ModelFault.Unauthorized, $"The model endpoint answered {status}: check {LlmOptions.ApiKeyName}."),
        _ => new(ModelFault.Refused, $"The model endpoint refused the request with {status}."),
    };

    /// <summary><c>Retry-After</c> of RFC 9110 section 10.2.3, in seconds or as a date, or OpenAI's finer <c>retry-after-ms</c>.</summary>
    internal static TimeSpan? RetryAfter(PipelineResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.TryGetValue("retry-after-ms", out var text)
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < TimeSpan.FromDays(1).TotalMilliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }
        if (!headers.TryGetValue("Retry-After", out text) || !RetryConditionHeaderValue.TryParse(text, out var value))
            return null;
        var wait = value.Delta ?? value.Date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

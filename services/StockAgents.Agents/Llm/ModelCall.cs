using Microsoft.Extensions.AI;

namespace StockAgents.Agents.Llm;

/// <summary>A finished model call as the journal keeps it: enough to replay it and to know what it cost.</summary>
/// <param name="Text">What the model wrote, as it came.</param>
/// <param name="FinishReason"><c>stop</c>, or why the model ended early: <c>length</c>, <c>content_filter</c>.</param>
/// <param name="LatencyMs">From asking to the whole answer, retries included.</param>
/// <param name="Attempts">Requests it took.</param>
internal sealed record ModelCall(
    string Model, string Text, string? FinishReason, long InputTokens, long OutputTokens, double LatencyMs, int Attempts)
{
    private const string AttemptsKey = "attempts";

    public static ModelCall Of(ChatResponse response, string model, TimeSpan latency) => new(
        response.ModelId ?? model,
        response.Text,
        response.FinishReason?.Value,
        response.Usage?.InputTokenCount ?? 0,
        response.Usage?.OutputTokenCount ?? 0,
        Math.Round(latency.TotalMilliseconds, 1),
        response.AdditionalProperties?.TryGetValue(AttemptsKey, out int attempts) is true ? attempts : 1);

    public ChatResponse ToResponse() => new(new ChatMessage(ChatRole.Assistant, Text))
    {
        ModelId = Model,
        FinishReason = FinishReason is null ? null : new ChatFinishReason(FinishReason),
        Usage = new UsageDetails { InputTokenCount = InputTokens, OutputTokenCount = OutputTokens, TotalTokenCount = InputTokens + OutputTokens },
        AdditionalProperties = new() { [AttemptsKey] = Attempts },
    };

    /// <summary>Carries the count from the resilience layer up to the journal.</summary>
    public static ChatResponse WithAttempts(ChatResponse response, int attempts)
    {
        (response.AdditionalProperties ??= [])[AttemptsKey] = attempts;
        return response;
    }
}

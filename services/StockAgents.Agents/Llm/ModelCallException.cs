namespace StockAgents.Agents.Llm;

/// <summary>Why a call to the model endpoint came to nothing.</summary>
internal enum ModelFault
{
    RateLimited,
    ServerError,
    Unreachable,
    Unreadable,
    TooLarge,
    Unauthorized,
    Refused,
    Deadline,
    CircuitOpen,
}

/// <summary>
/// A call that failed, in our words only. The provider's message and exception are dropped, not wrapped: endpoints echo
/// keys and prompts, and whatever is in here ends up in logs, spans and reports.
/// </summary>
internal sealed class ModelCallException(ModelFault fault, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    public ModelFault Fault { get; } = fault;

    /// <summary>How long the endpoint asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The same request may succeed a moment later.</summary>
    public bool Transient => Fault is ModelFault.RateLimited or ModelFault.ServerError or ModelFault.Unreachable or ModelFault.Unreadable;

    /// <summary>Tells of the endpoint, not of this one request: other calls would meet the same.</summary>
    public bool EndpointIsIll => Transient || Fault is ModelFault.Unauthorized or ModelFault.Deadline;
}

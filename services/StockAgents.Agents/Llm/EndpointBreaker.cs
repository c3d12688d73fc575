namespace StockAgents.Agents.Llm;

/// <summary>
/// Leaves an endpoint alone after a number of failures in a row, then lets one call through to see whether it is back.
/// Counts a row, not a ratio over a window: calls that fail by a deadline of a minute never fill a window.
/// </summary>
internal sealed class EndpointBreaker(int breakAfter, TimeSpan pause, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private int _failures;
    private DateTimeOffset _openUntil;
    private bool _probing;

    /// <summary>Whether a call may be made. Each call let through must be reported by one of the three methods below.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_failures < breakAfter)
                return true;
            if (_probing || clock.GetUtcNow() < _openUntil)
                return false;
            _probing = true;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (_gate)
            (_failures, _probing) = (0, false);
    }

    public void Failed()
    {
        lock (_gate)
        {
            _probing = false;
            if (++_failures >= breakAfter)
                _openUntil = clock.GetUtcNow() + pause;
        }
    }

    /// <summary>The call was given up or says nothing about the endpoint.</summary>
    public void LearnedNothing()
    {
        lock (_gate)
            _probing = false;
    }
}

namespace StockAgents.TestKit.Llm;

/// <summary>One call as the server saw it.</summary>
public sealed class CallRecord
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal CallRecord(ModelRequest request, DateTimeOffset startedAt) => (Request, StartedAt) = (request, startedAt);

    public ModelRequest Request { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>Null while the answer is being written.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The client closed the connection before the answer was whole.</summary>
    public bool HungUp { get; private set; }

    /// <summary>Completes when the server is done with the call, whoever ended it.</summary>
    public Task Ended => _ended.Task;

    internal void End(DateTimeOffset at, bool hungUp)
    {
        (EndedAt, HungUp) = (at, hungUp);
        _ended.SetResult();
    }
}

public static class CallSpans
{
    /// <summary>
    /// Turns on the critical path: the most calls of which each began after the one before had ended. Greedy by end time,
    /// which is optimal for intervals (interval scheduling).
    /// </summary>
    public static int Turns(this IEnumerable<CallRecord> calls)
    {
        var turns = 0;
        var free = DateTimeOffset.MinValue;
        foreach (var call in calls.Where(c => c.EndedAt is not null).OrderBy(c => c.EndedAt))
        {
            if (call.StartedAt < free)
                continue;
            turns++;
            free = call.EndedAt!.Value;
        }
        return turns;
    }
}

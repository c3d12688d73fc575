namespace StockAgents.Contracts.Analysis;

/// <summary><c>GET /api/admin/dead-letters</c>, newest first.</summary>
/// <param name="Total">All letters, not only those listed.</param>
public sealed record DeadLetterList(IReadOnlyList<DeadLetterItem> Letters, long Total);

/// <summary>A run that ended badly.</summary>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="Worker">Who had it last.</param>
/// <param name="OriginalMessageId">Id of the queue message that brought it there.</param>
public sealed record DeadLetterItem(string TaskId, string Symbol, string Cause, int Attempts, string Worker, DateTimeOffset FailedAt, string? OriginalMessageId)
{
    /// <summary>Where the run stands now; only when one letter is asked for.</summary>
    public RunStatus? Status { get; init; }
}

/// <summary>Answer to <c>POST /api/admin/dead-letters/{task_id}/replay</c>.</summary>
public sealed record ReplayAnswer(string TaskId, RunStatus Status);

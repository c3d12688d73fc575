namespace StockAgents.Agents.Runs;

/// <summary>The right to write about a run, until another worker takes it over.</summary>
/// <param name="Fence">Grows with every take-over; the database refuses writes that carry an older one.</param>
/// <param name="Attempt">1 for the first attempt.</param>
/// <param name="LastEvent">Number of the last event written so far.</param>
/// <param name="Progress">Where the attempt before got to.</param>
/// <param name="CancelRequested">Its end was asked for while another worker held it, or nobody did.</param>
internal sealed record RunLease(
    RunSpec Spec, long Fence, int Attempt, int LastEvent, int Progress, bool CancelRequested, string Worker, DateTimeOffset CreatedAt, string? TraceParent)
{
    /// <summary>The queue's id of the message that brought the run here; for people who look for it there.</summary>
    public string? MessageId { get; init; }
}

using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.Analysis;

/// <summary><c>GET /api/admin/tasks</c>: the active runs of every user, newest first, and what executes them.</summary>
/// <param name="Total">All that match, not only this page.</param>
/// <param name="NextCursor">Leads to the next page; null on the last.</param>
/// <param name="Queue">Null while the queue can't be asked.</param>
public sealed record AdminTasks(
    IReadOnlyList<AdminTask> Tasks, int Total, long? NextCursor, IReadOnlyList<AdminWorker> Workers, AdminQueue? Queue);

/// <summary>One active run.</summary>
public sealed record AdminTask
{
    public required string TaskId { get; init; }
    public required Symbol Symbol { get; init; }
    public required RunStatus Status { get; init; }
    /// <summary>0..100.</summary>
    public required int Progress { get; init; }
    public required string CurrentStage { get; init; }
    public required AnalysisLevel AnalysisLevel { get; init; }
    public required bool UsePlanner { get; init; }
    public string? Worker { get; init; }
    public required int Attempt { get; init; }
    public int? UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A worker that was heard of within its last three heartbeats.</summary>
/// <param name="Running">Analyses it is working on.</param>
/// <param name="Capacity">Analyses it can work on at the same time.</param>
public sealed record AdminWorker(string Name, string Host, DateTimeOffset StartedAt, DateTimeOffset LastHeartbeat, int Running, int Capacity);

/// <param name="Depth">Messages waiting or being worked on.</param>
/// <param name="Pending">Of these, being worked on.</param>
/// <param name="Dead">Dead letters.</param>
/// <param name="Deferred">Accepted runs that wait outside the queue for their owner's turn.</param>
public sealed record AdminQueue(long Depth, long Pending, long Dead, long Deferred);

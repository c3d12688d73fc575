using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Data;

/// <summary>
/// An accepted analysis: the truth about it from the 202 on. Whatever happens to Redis or to a worker, this row says
/// what was asked, who works on it and how it ended.
/// </summary>
internal sealed class Run
{
    public long Id { get; init; }
    public required string TaskId { get; init; }
    public required string Symbol { get; init; }
    public required DateOnly TradeDate { get; init; }
    public required AnalysisLevel Level { get; init; }
    public required bool UsePlanner { get; init; }

    /// <summary>Comma-separated names, in priority order.</summary>
    public required string Analysts { get; init; }

    public required string Language { get; init; }
    public int? UserId { get; init; }

    /// <summary>Owner and <c>Idempotency-Key</c> in one value, so that one unique index serves; null when no key was sent.</summary>
    public string? IdempotencyKey { get; init; }

    public RunStatus Status { get; init; }

    /// <summary>0..100.</summary>
    public int Progress { get; init; }

    public required string CurrentStage { get; init; }

    /// <summary>How often a worker has begun this run; a graceful hand-back does not count.</summary>
    public int Attempt { get; init; }

    /// <summary>Who holds the lease, or held it last.</summary>
    public string? Worker { get; init; }

    /// <summary>Fencing number: grows with every lease. A write that carries an older one is refused.</summary>
    public long Fence { get; init; }

    /// <summary>Null when nobody holds the run.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Earliest next attempt of a retrying run.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    public bool CancelRequested { get; init; }

    /// <summary>Owner, level and way of submit (<c>7:L2:bulk</c>): runs of one lane wait for each other, never for those of another.</summary>
    public string Lane { get; init; } = "";

    /// <summary>Accepted and kept out of the queue until the run's lane has a place there; see <c>Backlog</c>.</summary>
    public bool Deferred { get; init; }

    /// <summary>Number of the run's last event.</summary>
    public int LastEvent { get; init; }

    public AnalysisOutcome? Outcome { get; init; }
    public Signal? Signal { get; init; }
    public int? Confidence { get; init; }
    public string? ErrorMessage { get; init; }

    /// <summary>W3C trace context of the submit, so that the worker's spans join its trace.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>The report of a completed run, as the JSON that is served.</summary>
internal sealed class StoredReport
{
    public required string TaskId { get; init; }
    public required string Body { get; init; }
}

/// <summary>
/// Consecutive events of a run in one row, as a JSON array of <c>{id, event, data}</c>: a run has a dozen events in a few
/// moments, and a row each would cost more than the report. The terminal event's data is the stored report, not a copy.
/// </summary>
internal sealed class EventChunk
{
    public required string TaskId { get; init; }
    public required int FirstEvent { get; init; }
    public required int LastEvent { get; init; }
    public required string Events { get; init; }
}

/// <summary>A journaled result: what <c>IAnalysisRun.StepAsync</c> returned, kept for the next attempt.</summary>
internal sealed class JournalStep
{
    public required string TaskId { get; init; }
    public required string Key { get; init; }
    public required string Result { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A message of the embedded queue; the Redis queue does not use this table.</summary>
internal sealed class QueueEntry
{
    public long Id { get; init; }
    public required string TaskId { get; init; }
    public required string Message { get; init; }
    public string? Consumer { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    public int Deliveries { get; init; }
}

/// <summary>A dead letter of the embedded queue.</summary>
internal sealed class DeadEntry
{
    public long Id { get; init; }
    public required string TaskId { get; init; }
    public required string Letter { get; init; }
}

/// <summary>A process that executes runs, as its heartbeats describe it.</summary>
internal sealed class WorkerEntry
{
    public required string Name { get; init; }
    public required string Host { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset LastHeartbeat { get; init; }

    /// <summary>When it counts as gone unless it is heard of again.</summary>
    public required DateTimeOffset GoneAt { get; init; }

    public required int Running { get; init; }
    public required int Capacity { get; init; }
}

/// <summary>A job that one process at a time does (the sweeper), held like a run's lease.</summary>
internal sealed class Duty
{
    public required string Name { get; init; }
    public required string Holder { get; init; }
    public required DateTimeOffset Until { get; init; }
}

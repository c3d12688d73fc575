using System.ComponentModel.DataAnnotations;

namespace StockAgents.Agents.Execution;

/// <summary>How a worker works; section <c>Worker</c>.</summary>
internal sealed class WorkerOptions
{
    public const string Section = "Worker";

    /// <summary>Consumer name in the queue; default host name and process id. The worker's <c>--name</c> sets it.</summary>
    public string? Name { get; set; }

    /// <summary>Analyses at the same time. They wait for networks, not for processors.</summary>
    [Range(1, 10_000)]
    public int ConcurrentRuns { get; set; } = 64;

    /// <summary>A worker that has not renewed for this long has lost its runs. Take-over comes within this time and a second.</summary>
    [Range(1, 600)]
    public double LeaseSeconds { get; set; } = 10;

    /// <summary>How long SIGTERM lets the current runs go on before they are handed back.</summary>
    [Range(0, 3600)]
    public double DrainSeconds { get; set; } = 30;

    /// <summary>Attempts after the first for failures that may pass.</summary>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>Pause before the first retry; it doubles with each further one, with jitter.</summary>
    [Range(0.01, 600)]
    public double RetrySeconds { get; set; } = 2;

    /// <summary>Longest working time of one attempt, in seconds; beyond it the run fails and is not tried again.</summary>
    [Range(0.1, 86_400)]
    public double RunDeadlineSeconds { get; set; } = 900;

    /// <summary>How often a worker says that it lives, in seconds; it counts as gone after three beats without a sign.</summary>
    [Range(0.1, 60)]
    public double HeartbeatSeconds { get; set; } = 3;

    /// <summary>The name under which this process consumes, holds leases and beats.</summary>
    public string OwnName => Name ?? $"{Environment.MachineName}-{Environment.ProcessId}";

    public TimeSpan RunDeadline => TimeSpan.FromSeconds(RunDeadlineSeconds);

    public TimeSpan Heartbeat => TimeSpan.FromSeconds(HeartbeatSeconds);

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}

using System.ComponentModel.DataAnnotations;

namespace StockAgents.Agents.Queue;

/// <summary>How much is accepted and how it is shared; section <c>Queue</c>.</summary>
internal sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>Runs accepted and not yet over, of all users; 1 to 10,000,000. Beyond it a submit is answered with 429.</summary>
    [Range(1, 10_000_000)]
    public int MaxOpenRuns { get; set; } = 100_000;

    /// <summary>The same for one user; 1 to 10,000,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxOpenRunsPerUser { get; set; } = 5_000;

    /// <summary>
    /// Runs of one lane (a user, a level, single or bulk) that wait in the queue while no worker has a free slot; the rest waits
    /// in the database. 0 to 100,000; 0 puts every run into the queue at once, first come, first served.
    /// </summary>
    [Range(0, 100_000)]
    public int WaitingPerLane { get; set; } = 1;
}

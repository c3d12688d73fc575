namespace StockAgents.Agents.Queue;

/// <summary>
/// Delivers run ids to workers, at least once. What a run is and how far it got stands in the database, so a message that
/// comes twice, late or never changes nothing but time (README.md of this folder has the promises).
/// Two implementations, one conformance suite: Redis Streams, and a table of the embedded database.
/// </summary>
internal interface IAnalysisQueue
{
    /// <summary><c>queue</c> when worker processes take the runs, <c>background</c> when this process does.</summary>
    string ExecutionMode { get; }

    Task EnqueueAsync(IReadOnlyList<QueueMessage> messages, CancellationToken cancellationToken);

    /// <summary>Waits until there is at least one message for this consumer, and takes up to <paramref name="most"/>.</summary>
    /// <returns>Empty when cancelled, or when the server had nothing for a while.</returns>
    Task<IReadOnlyList<Delivery>> ReceiveAsync(string consumer, int most, CancellationToken cancellationToken);

    /// <summary>Takes over messages that other consumers received at least <paramref name="idle"/> ago and neither finished nor kept alive.</summary>
    Task<IReadOnlyList<Delivery>> ReclaimAsync(string consumer, TimeSpan idle, int most, CancellationToken cancellationToken);

    /// <summary>Says that these deliveries are still being worked on, so that nobody reclaims them.</summary>
    Task KeepAliveAsync(string consumer, IReadOnlyList<string> deliveryIds, CancellationToken cancellationToken);

    /// <summary>The work is done (or was somebody else's): the message is gone for good. Repeating it is harmless.</summary>
    Task CompleteAsync(IReadOnlyList<string> deliveryIds, CancellationToken cancellationToken);

    /// <summary>Puts a letter where operators find it (<c>analysis_dlq</c>).</summary>
    Task BuryAsync(DeadLetter letter, CancellationToken cancellationToken);

    /// <summary>The newest letters first.</summary>
    Task<IReadOnlyList<StoredLetter>> ListDeadAsync(int most, CancellationToken cancellationToken);

    /// <summary>Every letter about this run, newest first: a worker that died between its letter and the end of the run leaves two.</summary>
    Task<IReadOnlyList<StoredLetter>> FindDeadAsync(string taskId, CancellationToken cancellationToken);

    /// <returns>How many of them were still there: of several callers one gets each.</returns>
    Task<int> RemoveDeadAsync(IReadOnlyList<string> letterIds, CancellationToken cancellationToken);

    Task<QueueCounts> CountAsync(CancellationToken cancellationToken);

    /// <summary>The task ids that have a message, waiting or delivered. For the sweeper, which looks for runs that have none.</summary>
    Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken);
}

/// <param name="TaskId">The run. The other fields are for people who look into the queue.</param>
internal sealed record QueueMessage(string TaskId, string Symbol, string TradeDate, string AnalysisLevel, bool UsePlanner, int? UserId, DateTimeOffset CreatedAt)
{
    public static QueueMessage For(Runs.RunSpec spec, DateTimeOffset createdAt) => new(
        spec.TaskId, spec.Symbol.Value, spec.TradeDate.ToString("O"), spec.Level.ToString(), spec.UsePlanner, spec.UserId, createdAt);
}

/// <param name="Id">The queue's own id of the entry.</param>
internal sealed record Delivery(string Id, string TaskId);

/// <summary>A run that ended badly, with what an operator needs to judge it.</summary>
internal sealed record DeadLetter(string TaskId, string Symbol, string Cause, int Attempts, string Worker, string? OriginalMessageId, DateTimeOffset FailedAt);

/// <param name="Id">The queue's own id of the letter.</param>
internal sealed record StoredLetter(string Id, DeadLetter Letter);

/// <param name="Depth">Messages waiting or delivered; 0 when all work is done.</param>
/// <param name="Pending">Delivered and not finished.</param>
internal sealed record QueueCounts(long Depth, long Pending, long Dead);

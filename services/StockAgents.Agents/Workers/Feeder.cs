using Microsoft.Extensions.Options;
using StackExchange.Redis;
using StockAgents.Agents.Data;
using StockAgents.Agents.Execution;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Workers;

/// <summary>
/// Fetches work from the backlog for the slots that this worker has free. A lane with a backlog has its head in the queue, and
/// whichever worker begins that run is woken to let the next one in; the look once a second is for what a crash left in between.
/// </summary>
internal sealed partial class Feeder(
    Backlog backlog, ActiveRuns active, SchemaMigration<AgentsDb> schema, IOptions<WorkerOptions> options, TimeProvider time, ILogger<Feeder> logger)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Says that a run was begun.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!backlog.IsOn)
            return;
        await schema.Done.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await backlog.FeedAllAsync(Math.Max(0, options.Value.ConcurrentRuns - active.Count), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested && (Failures.IsTransient(e) || e is RedisException))
            {
                LogInterrupted(logger, e.GetBaseException().Message);
            }
            await WaitAsync(stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), look, Look, Timeout.InfiniteTimeSpan);
        try
        {
            await _wake.WaitAsync(look.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Nobody woke it: time for a look.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "backlog waits ({Reason})")]
    private static partial void LogInterrupted(ILogger logger, string reason);
}

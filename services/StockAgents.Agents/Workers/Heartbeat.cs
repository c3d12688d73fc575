using Microsoft.Extensions.Options;
using StockAgents.Agents.Data;
using StockAgents.Agents.Execution;
using StockAgents.Agents.Runs;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Workers;

/// <summary>Makes this worker visible. It goes on while the worker drains, and takes the worker off the list when it has stopped.</summary>
internal sealed partial class Heartbeat(
    WorkerRegistry registry, ActiveRuns active, SchemaMigration<AgentsDb> schema, IOptions<WorkerOptions> options, TimeProvider time, ILogger<Heartbeat> logger)
    : BackgroundService
{
    private readonly WorkerOptions _worker = options.Value;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (schema.Done.IsCompletedSuccessfully)
            await TryAsync(() => registry.RemoveAsync(_worker.OwnName, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.Done.WaitAsync(stoppingToken);
        // What an earlier process of this name left behind is not this one's start.
        await TryAsync(() => registry.RemoveAsync(_worker.OwnName, stoppingToken));
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(() => registry.BeatAsync(_worker.OwnName, Environment.MachineName, active.Count, _worker.ConcurrentRuns, _worker.Heartbeat, stoppingToken));
            await Task.Delay(_worker.Heartbeat, time, stoppingToken);
        }
    }

    /// <summary>A missed beat is only that: the next one makes up for it.</summary>
    private async Task TryAsync(Func<Task> beat)
    {
        try
        {
            await beat();
        }
        catch (Exception e) when (Failures.IsTransient(e))
        {
            LogMissed(logger, e.GetBaseException().Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "heartbeat was missed ({Reason})")]
    private static partial void LogMissed(ILogger logger, string reason);
}

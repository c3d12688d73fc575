using Microsoft.EntityFrameworkCore;
using StockAgents.Agents.Data;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Events;

/// <summary>The durable events of a run.</summary>
internal sealed class EventLog(IDbContextFactory<AgentsDb> contexts)
{
    /// <summary>Events after <paramref name="lastSeen"/>, in order and without a gap.</summary>
    public async Task<IReadOnlyList<RunEvent>> ReadAfterAsync(string taskId, int lastSeen, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var chunks = await db.EventChunks.AsNoTracking().Where(c => c.TaskId == taskId && c.LastEvent > lastSeen)
            .OrderBy(c => c.FirstEvent).Select(c => c.Events).ToListAsync(cancellationToken);
        return [.. chunks.SelectMany(EventBatch.Parse).Where(e => e.Id > lastSeen)];
    }

    /// <summary>The data of an event as JSON text; the report for <see cref="AnalysisEvents.Complete"/>.</summary>
    public async Task<string> DataOfAsync(string taskId, RunEvent @event, CancellationToken cancellationToken)
    {
        if (@event.Data is { } data)
            return data.GetRawText();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reports.Where(r => r.TaskId == taskId).Select(r => r.Body).SingleAsync(cancellationToken);
    }
}

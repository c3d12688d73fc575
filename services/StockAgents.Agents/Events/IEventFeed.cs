using StockAgents.Agents.Runs;

namespace StockAgents.Agents.Events;

/// <summary>Carries events that are already durable from the worker to the processes whose clients watch the run.</summary>
internal interface IEventFeed
{
    /// <summary>Best effort: what does not arrive is read from the database by whoever misses it.</summary>
    void Publish(string taskId, EventBatch batch);
}

/// <summary>Worker and watchers are in one process.</summary>
internal sealed class LocalEventFeed(EventHub hub) : IEventFeed
{
    public void Publish(string taskId, EventBatch batch) => hub.Push(taskId, batch.Events);
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using StockAgents.Agents.Runs;

namespace StockAgents.Agents.Events;

/// <summary>
/// Hands events of runs to those who watch them in this process. A hint, not the record: the database has every event, so
/// a watcher that falls behind loses nothing but speed and reads the rest there. That is why its buffer can be small.
/// </summary>
internal sealed class EventHub
{
    private const int BatchesPerWatcher = 32;

    private readonly ConcurrentDictionary<string, Watchers> _runs = new();

    public Watch Subscribe(string taskId)
    {
        while (true)
        {
            var watchers = _runs.GetOrAdd(taskId, id => new Watchers(id));
            if (watchers.TryAdd(out var channel))
                return new Watch(this, watchers, channel);
            _runs.TryRemove(KeyValuePair.Create(taskId, watchers)); // The last watcher has just left it.
        }
    }

    public bool IsWatched(string taskId) => _runs.ContainsKey(taskId);

    public void Push(string taskId, IReadOnlyList<RunEvent> events)
    {
        if (_runs.TryGetValue(taskId, out var watchers))
            watchers.Push(events);
    }

    /// <summary>Tells every watcher to look into the database: events may have passed while nothing was delivered.</summary>
    public void PulseAll()
    {
        foreach (var watchers in _runs.Values)
            watchers.Push([]);
    }

    /// <summary>One watcher's place. <see cref="Batches"/> has what was pushed; an empty batch means "look into the database".</summary>
    internal sealed class Watch(EventHub hub, Watchers watchers, Channel<IReadOnlyList<RunEvent>> channel) : IDisposable
    {
        public ChannelReader<IReadOnlyList<RunEvent>> Batches => channel.Reader;

        public void Dispose()
        {
            if (watchers.Remove(channel))
                hub._runs.TryRemove(KeyValuePair.Create(watchers.TaskId, watchers));
        }
    }

    internal sealed class Watchers(string taskId)
    {
        private readonly Lock _gate = new();
        private readonly List<Channel<IReadOnlyList<RunEvent>>> _channels = [];
        private bool _closed;

        public string TaskId => taskId;

        public bool TryAdd(out Channel<IReadOnlyList<RunEvent>> channel)
        {
            channel = Channel.CreateBounded<IReadOnlyList<RunEvent>>(new BoundedChannelOptions(BatchesPerWatcher) { FullMode = BoundedChannelFullMode.DropOldest });
            lock (_gate)
            {
                if (_closed)
                    return false;
                _channels.Add(channel);
                return true;
            }
        }

        public void Push(IReadOnlyList<RunEvent> events)
        {
            lock (_gate)
            {
                foreach (var channel in _channels)
                    channel.Writer.TryWrite(events);
            }
        }

        /// <returns>True when nobody is left.</returns>
        public bool Remove(Channel<IReadOnlyList<RunEvent>> channel)
        {
            lock (_gate)
            {
                _channels.Remove(channel);
                return _closed = _channels.Count == 0;
            }
        }
    }
}

using System.Text.Json;

namespace StockAgents.TestKit.Processes;

/// <summary>The log of a process as it grows: JSON lines, and whatever else came to its standard output.</summary>
public sealed class ServiceLog
{
    private const int LongestShown = 600;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<JsonElement, bool> Wanted, TaskCompletionSource<JsonElement> Found)> _waiters = [];
    private bool _closed;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>The lines that are JSON objects.</summary>
    public IEnumerable<JsonElement> Entries => Lines.Select(Parse).OfType<JsonElement>();

    /// <summary>The first entry, past or coming, that is wanted; fails when the process ends without one.</summary>
    public Task<JsonElement> FirstAsync(Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var line in _lines)
            {
                if (Parse(line) is { } entry && wanted(entry))
                    return Task.FromResult(entry);
            }
            if (_closed)
                return Task.FromException<JsonElement>(Ended());
            var found = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((wanted, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    internal void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
            if (_waiters.Count > 0 && Parse(line) is { } entry)
                _waiters.RemoveAll(waiter => waiter.Wanted(entry) && waiter.Found.TrySetResult(entry));
        }
    }

    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var (_, found) in _waiters)
                found.TrySetException(Ended());
            _waiters.Clear();
        }
    }

    private InvalidOperationException Ended() =>
        new($"The process ended first. Its last lines were: {string.Join('\n', _lines.TakeLast(5).Select(line => line[..Math.Min(line.Length, LongestShown)]))}");

    private static JsonElement? Parse(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // Looks like JSON but is some other program's output; it stays readable in Lines.
        }
    }
}

using StackExchange.Redis;

namespace StockAgents.ServiceDefaults.Redis;

/// <summary>The process's one connection to a Redis server, opened when first used.</summary>
internal sealed class RedisConnection(string name, ConfigurationOptions options) : IAsyncDisposable
{
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection = new(() => ConnectionMultiplexer.ConnectAsync(options));

    public string Name => name;

    /// <summary>For callers that can wait without blocking a thread.</summary>
    public async Task<IConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken) =>
        await _connection.Value.WaitAsync(cancellationToken);

    /// <summary>For the container, which resolves synchronously; blocks for the connect timeout at most, and only the first time.</summary>
    public IConnectionMultiplexer Connect() => _connection.Value.GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
            await (await _connection.Value).DisposeAsync();
    }
}

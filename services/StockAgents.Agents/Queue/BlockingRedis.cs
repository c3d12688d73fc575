using StackExchange.Redis;

namespace StockAgents.Agents.Queue;

/// <summary>
/// A connection that is used for one blocking read at a time. On the shared, multiplexed connection a blocked command
/// would hold up every command behind it.
/// </summary>
internal sealed class BlockingRedis(ConfigurationOptions configuration, IConnectionMultiplexer control) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IConnectionMultiplexer? _connection;
    private long? _clientId;

    /// <summary>
    /// <c>XREADGROUP</c> with the given arguments. Cancelling unblocks the read on the server, so that it can't swallow a
    /// message after the caller has gone: what it had taken by then is returned, not lost.
    /// </summary>
    public async Task<RedisResult> ReadAsync(object[] arguments, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var database = await ConnectAsync();
            _clientId ??= (long)await database.ExecuteAsync("CLIENT", "ID");
            var clientId = _clientId.Value;
            await using var unblock = cancellationToken.Register(() => control.GetDatabase().Execute("CLIENT", ["UNBLOCK", clientId], CommandFlags.FireAndForget));
            return await database.ExecuteAsync("XREADGROUP", arguments);
        }
        catch (RedisConnectionException)
        {
            _clientId = null; // The next connection has another id.
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<IDatabase> ConnectAsync()
    {
        if (_connection is null)
        {
            var own = configuration.Clone();
            own.AsyncTimeout = 10_000; // Above the longest block.
            own.ClientName = "blocking-read";
            _connection = await ConnectionMultiplexer.ConnectAsync(own);
            _connection.ConnectionRestored += (_, _) => _clientId = null;
        }
        return _connection.GetDatabase();
    }
}

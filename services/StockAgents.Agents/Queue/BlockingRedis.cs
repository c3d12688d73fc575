using StackExchange.Redis;

namespace StockAgents.Agents.Queue;

/// <summary>
/// A connection that is used for one blocking read at a time. On the shared, multiplexed connection a blocked command
/// would hold up every command behind it.
/// </summary>
internal sealed class BlockingRedis(IConnectionMultiplexer shared) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IConnectionMultiplexer? _connection;
    private IConnectionMultiplexer? _control;
    private long? _clientId;

    /// <summary><c>XREADGROUP ... STREAMS stream &gt;</c>. Empty when nothing came within the block or the call was cancelled.</summary>
    public Task<IReadOnlyList<StreamEntry>> ReadGroupAsync(string stream, string group, string consumer, int count, int blockMilliseconds, CancellationToken cancellationToken) =>
        ExecuteAsync("XREADGROUP", ["GROUP", group, consumer, "COUNT", count, "BLOCK", blockMilliseconds, "STREAMS", stream, ">"], cancellationToken);

    /// <summary><c>XREAD ... STREAMS stream after</c>.</summary>
    public Task<IReadOnlyList<StreamEntry>> ReadStreamAsync(string stream, string after, int count, int blockMilliseconds, CancellationToken cancellationToken) =>
        ExecuteAsync("XREAD", ["COUNT", count, "BLOCK", blockMilliseconds, "STREAMS", stream, after], cancellationToken);

    /// <summary>
    /// Cancelling unblocks the read on the server, so that it can't swallow a message after the caller has gone: what it had
    /// taken by then is returned, not lost.
    /// </summary>
    private async Task<IReadOnlyList<StreamEntry>> ExecuteAsync(string command, object[] arguments, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var database = await ConnectAsync();
            var clientId = _clientId ??= (long)await database.ExecuteAsync("CLIENT", "ID").WaitAsync(cancellationToken);
            await using var unblock = cancellationToken.Register(
                () => _control!.GetDatabase().Execute("CLIENT", ["UNBLOCK", clientId], CommandFlags.FireAndForget));
            if (cancellationToken.IsCancellationRequested)
                return []; // Unblocked before it blocked: a read sent now would wait out its time.
            return Entries(await database.ExecuteAsync(command, arguments));
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
        if (_control is not null)
            await _control.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<IDatabase> ConnectAsync()
    {
        if (_connection is null)
        {
            var own = ConfigurationOptions.Parse(shared.Configuration);
            own.AsyncTimeout = 10_000; // Above the longest block.
            own.ClientName = "blocking-read";
            own.AllowAdmin = true; // The client library counts CLIENT among the commands of administrators.
            own.Protocol = RedisProtocol.Resp2; // The shape that Entries reads; RESP3 answers with a map.
            _control ??= await ConnectionMultiplexer.ConnectAsync(own); // Its commands must not queue up behind the read they unblock.
            _connection = await ConnectionMultiplexer.ConnectAsync(own);
            _connection.ConnectionRestored += (_, _) => _clientId = null;
        }
        return _connection.GetDatabase();
    }

    /// <summary>Reads <c>[[stream, [[id, [name, value, ...]], ...]]]</c>; nil when the block ended without entries.</summary>
    private static IReadOnlyList<StreamEntry> Entries(RedisResult reply)
    {
        if (reply.IsNull)
            return [];
        var entries = (RedisResult[])((RedisResult[])((RedisResult[])reply!)[0]!)[1]!;
        return [.. entries.Select(entry =>
        {
            var parts = (RedisResult[])entry!;
            var fields = (RedisValue[])parts[1]!;
            var values = new NameValueEntry[fields.Length / 2];
            for (var i = 0; i < values.Length; i++)
                values[i] = new(fields[2 * i], fields[2 * i + 1]);
            return new StreamEntry((RedisValue)parts[0], values);
        })];
    }
}

using StockAgents.TestKit;

namespace StockAgents.Agents.Tests.Admin;

public enum Deployment
{
    /// <summary>SQLite and the embedded queue.</summary>
    Embedded,

    /// <summary>PostgreSQL and Redis.</summary>
    Distributed,
}

/// <summary>One pair of servers for the tests of this folder, which run one after the other; each gets an empty database and an empty Redis.</summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly PostgresServer _postgres = new();
    private readonly RedisServer _redis = new();

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await _redis.InitializeAsync();
    }

    internal async Task<(string Postgres, RedisServer Redis)?> ForAsync(Deployment deployment)
    {
        if (deployment is Deployment.Embedded)
            return null;
        _redis.Require();
        var database = await _postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var connection = await _redis.ConnectAsync();
        await connection.GetServers()[0].FlushDatabaseAsync();
        return (database, _redis);
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await _redis.DisposeAsync();
    }
}

[CollectionDefinition]
public sealed class Deployments : ICollectionFixture<Servers>;

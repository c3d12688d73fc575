using StockAgents.TestKit;

namespace StockAgents.Agents.Tests.Execution;

public sealed class EmbeddedWorkerTests : WorkerConformance
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stockagents-worker-");

    private protected override Task<AgentsApp> StartAsync(string name, ScriptedMarket market, bool worker = true, params (string Key, string Value)[] settings) =>
        AgentsApp.StartAsync(Path.Combine(_folder.FullName, "trading.db"), name: name, market: market, worker: worker, settings: settings);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

public sealed class DistributedWorkerTests(PostgresServer postgres, RedisServer redis) : WorkerConformance, IClassFixture<PostgresServer>, IClassFixture<RedisServer>
{
    private string _database = "";

    public override async ValueTask InitializeAsync()
    {
        redis.Require();
        _database = await postgres.CreateDatabaseAsync(Token);
        await using (var connection = await redis.ConnectAsync())
            await connection.GetServers()[0].FlushDatabaseAsync();
        await base.InitializeAsync();
    }

    private protected override Task<AgentsApp> StartAsync(string name, ScriptedMarket market, bool worker = true, params (string Key, string Value)[] settings) =>
        AgentsApp.StartAsync(_database, redis.ConnectionString, name, market, worker: worker, settings: settings);
}

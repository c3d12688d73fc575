using StockAgents.TestKit;

namespace StockAgents.Agents.Tests.Runs;

public sealed class RunsOnSqlite : RunsConformance
{
    private protected override Task<RunsWorld> CreateAsync() => RunsWorld.OnSqliteAsync();
}

public sealed class RunsOnPostgres(PostgresServer server) : RunsConformance, IClassFixture<PostgresServer>
{
    private protected override async Task<RunsWorld> CreateAsync() => await RunsWorld.OnPostgresAsync(await server.CreateDatabaseAsync());
}

public sealed class LeasedRunsOnSqlite : Execution.LeasedRunConformance
{
    private protected override Task<RunsWorld> CreateAsync() => RunsWorld.OnSqliteAsync();
}

public sealed class LeasedRunsOnPostgres(PostgresServer server) : Execution.LeasedRunConformance, IClassFixture<PostgresServer>
{
    private protected override async Task<RunsWorld> CreateAsync() => await RunsWorld.OnPostgresAsync(await server.CreateDatabaseAsync());
}

using Microsoft.Extensions.DependencyInjection;
using StockAgents.Agents.Data;
using StockAgents.Agents.Workers;
using StockAgents.ServiceDefaults.Data;

namespace StockAgents.Agents.Tests.Admin;

[Collection<Deployments>]
public sealed class WorkerRegistryTests(Servers servers)
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task A_worker_that_missed_three_beats_is_gone_and_comes_back_with_the_next(Deployment deployment)
    {
        await using var host = await AgentsHost.StartAsync(new GatedMarket(), await servers.ForAsync(deployment), worker: false);
        await host.Services.GetRequiredService<SchemaMigration<AgentsDb>>().Done.WaitAsync(Token);
        var registry = host.Services.GetRequiredService<WorkerRegistry>();
        await registry.BeatAsync("one", "host-a", 1, 64, TimeSpan.FromMinutes(1), Token);
        await registry.BeatAsync("two", "host-b", 2, 64, TimeSpan.FromSeconds(-1), Token); // Its third beat was due three seconds ago.
        Assert.Equal(["one"], (await registry.ListAsync(Token)).Select(w => w.Name));

        await registry.BeatAsync("two", "host-b", 3, 64, TimeSpan.FromMinutes(1), Token);
        var workers = await registry.ListAsync(Token);
        Assert.Equal([("one", "host-a", 1), ("two", "host-b", 3)], workers.Select(w => (w.Name, w.Host, w.Running)));
        Assert.All(workers, w => Assert.True(w.LastHeartbeat >= w.StartedAt));
        Assert.True(workers[1].LastHeartbeat > workers[1].StartedAt || deployment is Deployment.Embedded);
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task Whoever_has_been_gone_for_an_hour_is_forgotten(Deployment deployment)
    {
        await using var host = await AgentsHost.StartAsync(new GatedMarket(), await servers.ForAsync(deployment), worker: false);
        await host.Services.GetRequiredService<SchemaMigration<AgentsDb>>().Done.WaitAsync(Token);
        var registry = host.Services.GetRequiredService<WorkerRegistry>();
        await registry.BeatAsync("old", "host-a", 0, 64, TimeSpan.FromMinutes(-21), Token);
        await registry.BeatAsync("recent", "host-a", 0, 64, TimeSpan.FromMinutes(-19), Token);
        await registry.RemoveAsync("somebody else", Token);
        await using var db = await host.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<AgentsDb>>().CreateDbContextAsync(Token);
        Assert.Equal(["recent"], db.Workers.Select(w => w.Name).ToList());
    }

    [Theory, InlineData(Deployment.Embedded), InlineData(Deployment.Distributed)]
    public async Task A_worker_is_listed_when_it_starts_and_not_after_a_graceful_stop(Deployment deployment)
    {
        await using var host = await AgentsHost.StartAsync(new GatedMarket(), await servers.ForAsync(deployment));
        var registry = host.Services.GetRequiredService<WorkerRegistry>();
        await host.Services.GetRequiredService<SchemaMigration<AgentsDb>>().Done.WaitAsync(Token);
        var worker = Assert.Single(await AgentsHost.UntilAsync(() => registry.ListAsync(Token), list => list.Count > 0));
        Assert.Equal(("worker-1", Environment.MachineName, 0), (worker.Name, worker.Host, worker.Running));
        await host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<Heartbeat>().Single().StopAsync(Token);
        Assert.Empty(await registry.ListAsync(Token));
    }
}

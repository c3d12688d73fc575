using StackExchange.Redis;
using StockAgents.Agents.Admin;
using StockAgents.Agents.Analyze;
using StockAgents.Agents.Data;
using StockAgents.Agents.Events;
using StockAgents.Agents.Execution;
using StockAgents.Agents.Graph;
using StockAgents.Agents.Llm;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.Agents.Workers;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Configuration;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Redis;

namespace StockAgents.Agents;

/// <summary>
/// Analyses: accepting, queueing, executing and serving them. A host adds <see cref="AddAgents"/> for the API,
/// <see cref="AddAnalysisWorker"/> to execute runs, and one of <see cref="AddRedisDelivery"/> and <see cref="AddEmbeddedDelivery"/>.
/// It also registers <c>IMarketDataApi</c>.
/// </summary>
public static class AgentsModule
{
    /// <summary>Submit, status, events and reports.</summary>
    public static IHostApplicationBuilder AddAgents(this IHostApplicationBuilder builder)
    {
        builder.AddRuns();
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<Acceptance>();
        builder.Services.AddSingleton<BulkAcceptance>();
        builder.Services.AddSingleton<EventLog>();
        builder.Services.AddSingleton<Replay>();
        return builder;
    }

    /// <summary>Takes runs from the queue and executes them in this process.</summary>
    public static IHostApplicationBuilder AddAnalysisWorker(this IHostApplicationBuilder builder)
    {
        builder.AddRuns();
        builder.Services.AddAnalysisGraph();
        builder.AddModelEngine();
        builder.Services.AddSingleton<RunExecutor>();
        builder.Services.AddSingleton<StopSignal>();
        // Hosted services stop in reverse order: first the worker drains, then what it wrote is committed.
        builder.Services.AddSingleton<RunWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RunWriter>());
        builder.Services.AddHostedService<Heartbeat>();
        builder.Services.AddHostedService<AnalysisWorker>();
        builder.Services.AddSingleton<Feeder>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Feeder>());
        builder.Services.AddHostedService<DrainAllowance>();
        return builder;
    }

    /// <summary>Delivery between processes, by Redis Streams.</summary>
    public static IHostApplicationBuilder AddRedisDelivery(this IHostApplicationBuilder builder)
    {
        builder.AddRedisClient(ResourceNames.Redis);
        builder.Services.AddSingleton<IAnalysisQueue>(services => ActivatorUtilities.CreateInstance<RedisAnalysisQueue>(services, OwnConnection(services)));
        builder.Services.AddSingleton<IEventFeed, RedisEventFeed>();
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<RedisEventReader>(services, OwnConnection(services)));
        return builder;

        static BlockingRedis OwnConnection(IServiceProvider services) => new(services.GetRequiredService<IConnectionMultiplexer>());
    }

    /// <summary>Delivery within this process, durable in its database.</summary>
    public static IHostApplicationBuilder AddEmbeddedDelivery(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAnalysisQueue, EmbeddedAnalysisQueue>();
        builder.Services.AddSingleton<IEventFeed, LocalEventFeed>();
        return builder;
    }

    /// <summary>Routes below <c>/api/analyze</c>, and the operators' below <c>/api/admin</c>.</summary>
    public static IEndpointRouteBuilder MapAgents(this IEndpointRouteBuilder routes) => routes.MapAnalyze().MapAdmin();

    private static void AddRuns(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(RunStore)))
            return;
        builder.AddServiceDatabase<AgentsDb, SqliteAgentsDb, PostgresAgentsDb>(AgentsDb.Schema);
        builder.Services.AddSection<WorkerOptions>(WorkerOptions.Section);
        builder.Services.AddSection<QueueOptions>(QueueOptions.Section);
        builder.Services.AddSingleton<SqlDialect>();
        builder.Services.AddSingleton<Backlog>();
        builder.Services.AddSingleton<RunStore>();
        builder.Services.AddSingleton<ActiveRuns>();
        builder.Services.AddSingleton<WorkerRegistry>();
        builder.Services.AddSingleton<EventHub>();
        builder.Services.AddHostedService<Sweeper>();
    }
}

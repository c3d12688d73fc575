using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StockAgents.Agents.Data;
using StockAgents.Agents.Events;
using StockAgents.Agents.Queue;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.MarketData;
using StockAgents.ServiceDefaults;
using StockAgents.ServiceDefaults.Data;
using StockAgents.ServiceDefaults.Identity;
using StockAgents.ServiceDefaults.Identity.LocalUser;

namespace StockAgents.Agents.Tests.Execution;

/// <summary>The real module in a real host on a free loopback port; only the market behind it is scripted.</summary>
internal sealed class AgentsApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _disposed;

    private AgentsApp(WebApplication app, ScriptedMarket market)
    {
        (_app, Market) = (app, market);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
    }

    public ScriptedMarket Market { get; }

    public HttpClient Client { get; }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="database">SQLite file or PostgreSQL connection string.</param>
    /// <param name="redis">Null for the embedded queue.</param>
    public static async Task<AgentsApp> StartAsync(
        string database, string? redis = null, string name = "worker-1", ScriptedMarket? market = null, TimeProvider? clock = null, bool worker = true,
        params (string Key, string Value)[] settings)
    {
        market ??= new ScriptedMarket();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var isFile = database.EndsWith(".db", StringComparison.Ordinal);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [isFile ? "DATABASE_URL" : $"ConnectionStrings:{ResourceNames.Trading}"] = isFile ? $"sqlite:///{database}" : database,
            [$"ConnectionStrings:{ResourceNames.Redis}"] = redis,
            ["Worker:Name"] = name,
            ["Worker:LeaseSeconds"] = "1",
            ["Worker:RetrySeconds"] = "0.01",
            ["Worker:DrainSeconds"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        if (clock is not null)
            builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<IMarketDataApi>(market);
        builder.AddServiceDefaults();
        builder.AddPlatformAuthentication();
        builder.AddLocalUser();
        _ = redis is null ? builder.AddEmbeddedDelivery() : builder.AddRedisDelivery();
        builder.AddAgents();
        if (worker)
            builder.AddAnalysisWorker();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAgents();
        await app.StartAsync();
        return new AgentsApp(app, market);
    }

    public async Task<string> SubmitAsync(string level = "L2", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/analyze/MSFT")
        {
            Content = JsonContent.Create(new { analysis_level = level, trade_date = "2014-03-21" }),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var reply = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(202, (int)reply.StatusCode);
        return (await reply.Content.ReadFromJsonAsync<AnalysisTicket>(ContractJson.Options))!.TaskId;
    }

    public async Task<int> CancelAsync(string taskId)
    {
        using var reply = await Client.PostAsync($"/api/analyze/cancel/{taskId}", null, TestContext.Current.CancellationToken);
        return (int)reply.StatusCode;
    }

    /// <summary>The stream's response, its headers read; the caller reads on.</summary>
    public Task<HttpResponseMessage> OpenStreamAsync(string taskId, int lastSeen = 0)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/analyze/stream/{taskId}");
        if (lastSeen > 0)
            request.Headers.Add("Last-Event-ID", lastSeen.ToString());
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Follows the stream to its end: the whole life of a run is awaited here, without polling.</summary>
    public async Task<IReadOnlyList<(int Id, string Event)>> FollowAsync(string taskId, int lastSeen = 0)
    {
        using var reply = await OpenStreamAsync(taskId, lastSeen);
        using var reader = new StreamReader(await reply.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var events = new List<(int, string)>();
        var id = 0;
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = int.Parse(line[4..]);
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                events.Add((id, line[7..]));
        }
        return events;
    }

    public async Task<Run> GetRunAsync(string taskId)
    {
        await Get<SchemaMigration<AgentsDb>>().Done;
        await using var db = await Get<IDbContextFactory<AgentsDb>>().CreateDbContextAsync();
        return await db.Runs.AsNoTracking().SingleAsync(r => r.TaskId == taskId);
    }

    public Task<IReadOnlyList<RunEvent>> EventsAsync(string taskId) => Get<EventLog>().ReadAfterAsync(taskId, 0, CancellationToken.None);

    public Task<QueueCounts> CountAsync() => Get<IAnalysisQueue>().CountAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _app.StopAsync(CancellationToken.None);
        Client.Dispose();
        await _app.DisposeAsync();
    }
}

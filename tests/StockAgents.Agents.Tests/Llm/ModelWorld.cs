using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StockAgents.Agents.Llm;
using StockAgents.Agents.Roles;
using StockAgents.Agents.Runs;
using StockAgents.TestKit.Llm;

namespace StockAgents.Agents.Tests.Llm;

/// <summary>A scripted endpoint and the engine as a host would register it, over real HTTP.</summary>
internal sealed class ModelWorld : IAsyncDisposable
{
    public const string Key = "sk-canary-5f1e77";
    public const string Context = "id | name | value\nE1 | close | 40.79\nE2 | close_50_sma | 41.20";

    private ModelWorld(ScriptedModelServer server, ManualClock clock, IHost host) => (Server, Clock, Host) = (server, clock, host);

    public ScriptedModelServer Server { get; }

    public ManualClock Clock { get; }

    public IHost Host { get; }

    public IRoleEngine Engine => Host.Services.GetRequiredService<IRoleEngine>();

    public static async Task<ModelWorld> StartAsync(
        Dictionary<string, string?>? settings = null, Action<ILoggingBuilder>? logging = null, ScriptedModelServer? server = null)
    {
        server ??= await ScriptedModelServer.StartAsync();
        var clock = new ManualClock();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [LlmOptions.ApiKeyName] = Key,
            [LlmOptions.BaseUrlName] = server.BaseUrl.ToString(),
            [LlmOptions.ModelName] = "test-model",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(new RolePrompts(role => role is "unprompted" ? null : $"You are the {role}."));
        logging?.Invoke(builder.Logging);
        builder.AddModelEngine();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new ModelWorld(server, clock, host);
    }

    public Task<RoleAnswer<Opinion>> AskAsync(
        IAnalysisRun? run = null, string context = Context, string role = "market_analyst", ModelTier tier = ModelTier.QuickThink,
        CancellationToken? cancellationToken = null) =>
        Engine.AnswerAsync(
            new RoleQuestion(run ?? new TestRun(), role, tier, context), () => Opinion.OfRules, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Asks, letting the pauses between retries pass at once.</summary>
    public Task<RoleAnswer<Opinion>> AskInAHurryAsync(IAnalysisRun? run = null) =>
        Clock.HurryAsync(AskAsync(run), TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        if (Host is IAsyncDisposable host)
            await host.DisposeAsync();
        await Server.DisposeAsync();
    }
}

internal static class RoleAnswerAssertions
{
    public static void IsByTheRules(this RoleAnswer<Opinion> answer, string cause)
    {
        Assert.Same(Opinion.OfRules, answer.Output);
        Assert.Equal("rules", answer.Engine);
        Assert.True(answer.Degraded);
        Assert.Contains(cause, answer.Note, StringComparison.Ordinal);
    }

    public static void IsByTheModel(this RoleAnswer<Opinion> answer)
    {
        Assert.Null(answer.Note);
        Assert.False(answer.Degraded);
        Assert.Equal("test-model", answer.Engine);
    }
}

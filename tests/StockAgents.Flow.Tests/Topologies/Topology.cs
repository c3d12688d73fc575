using System.Net.Http.Headers;
using System.Net.Http.Json;
using StockAgents.TestKit.Llm;

namespace StockAgents.Flow.Tests.Topologies;

/// <summary>
/// The product as it is run: real processes behind one door. Started when a test first asks for it, shared by the tests of the
/// assembly, each of which brings users of its own.
/// </summary>
public abstract class Topology : IAsyncLifetime
{
    private readonly Lock _gate = new();
    private Task? _started;

    /// <summary>Where clients come in.</summary>
    public Uri Door { get; protected set; } = null!;

    /// <summary>Folder of the files source.</summary>
    public string Files { get; } = Directory.CreateTempSubdirectory("stockagents-files-").FullName;

    /// <summary>The model endpoint that the roles ask; null where the rules answer.</summary>
    public ScriptedModelServer? Model { get; protected set; }

    /// <summary>Runs that can be worked on at once where a model is asked.</summary>
    public virtual int Slots => SlotsOfWorker;

    protected const int SlotsOfWorker = 2;

    /// <summary>What every process gets: bars from the bundle and from files alone, so that days and answers are the same everywhere.</summary>
    protected Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["MarketData__Sources__US"] = "files,snapshot",
        ["MarketData__Sources__HK"] = "files,snapshot",
        ["MarketData__Sources__CN"] = "files,snapshot",
        ["MarketData__Files__Folder"] = Files,
        ["Auth__RequestsPerMinute"] = "100000",
        ["Worker__LeaseSeconds"] = "2",
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Completes when everything is ready; the first caller starts it.</summary>
    public Task StartedAsync()
    {
        lock (_gate)
            return _started ??= StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_started is not null)
            await StopAsync();
        if (Model is not null)
            await Model.DisposeAsync();
        Directory.Delete(Files, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A client without credentials.</summary>
    public FlowClient Anonymous() => new(new HttpClient { BaseAddress = Door });

    /// <summary>A client signed in as a user who was registered for it.</summary>
    public async Task<FlowClient> NewUserAsync(CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = Door };
        var account = new { email = $"{Guid.CreateVersion7():n}@example.com", password = $"Pass-{Guid.CreateVersion7():n}" };
        using var registered = await http.PostAsJsonAsync("/api/auth/register", account, cancellationToken);
        registered.EnsureSuccessStatusCode();
        using var login = await http.PostAsJsonAsync("/api/auth/login", account, cancellationToken);
        var tokens = await login.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        return new FlowClient(http);
    }

    protected abstract Task StartAsync();

    protected abstract Task StopAsync();

    /// <summary>Settings with which the roles ask <see cref="Model"/>, with short pauses.</summary>
    protected async Task<Dictionary<string, string>> WithModelAsync()
    {
        Model = await ScriptedModelServer.StartAsync();
        return new(Settings, StringComparer.Ordinal)
        {
            ["OPENAI_API_KEY"] = "sk-flow",
            ["OPENAI_BASE_URL"] = Model.BaseUrl.ToString(),
            ["OPENAI_MODEL"] = "flow-model",
            ["Llm__BreakSeconds"] = "1",
            ["Worker__ConcurrentRuns"] = $"{SlotsOfWorker}",
        };
    }
}

using StockAgents.TestKit;
using StockAgents.TestKit.Processes;

namespace StockAgents.Flow.Tests.Topologies;

/// <summary>Gateway, auth, market data, agents and two workers as processes, with a real Redis and a real PostgreSQL.</summary>
public class SuiteTopology : Topology
{
    private const string AnyPort = "http://127.0.0.1:0";
    private readonly string _folder = Directory.CreateTempSubdirectory("stockagents-suite-").FullName;
    private readonly PostgresServer _postgres = new();
    private readonly List<ServiceProcess> _processes = [];
    private Dictionary<string, string> _worker = [];

    public RedisServer Redis { get; } = new();

    /// <summary>The workers that were started, in order; tests that end one start another.</summary>
    public List<ServiceProcess> Workers { get; } = [];

    public IEnumerable<ServiceProcess> RunningWorkers => Workers.Where(worker => worker.IsRunning);

    public override int Slots => SlotsOfWorker * RunningWorkers.Count();

    /// <summary>Starts a further worker and waits until it works.</summary>
    public async Task<ServiceProcess> AddWorkerAsync()
    {
        var worker = Start(BuiltProgram.Worker, _worker, "--name", $"worker-{Workers.Count + 1}");
        Workers.Add(worker);
        await worker.ReadyAsync(CancellationToken.None);
        await worker.Log.FirstAsync(entry => entry.GetProperty("event").GetString()!.EndsWith("analysis runs at a time", StringComparison.Ordinal), CancellationToken.None);
        return worker;
    }

    protected override Task StartAsync() => StartAsync(Settings);

    protected async Task StartAsync(Dictionary<string, string> settings)
    {
        Redis.Require();
        await Task.WhenAll(Redis.InitializeAsync().AsTask(), _postgres.InitializeAsync().AsTask());
        var stores = new Dictionary<string, string>(settings, StringComparer.Ordinal)
        {
            ["DATABASE_MODE"] = "postgresql",
            ["ConnectionStrings__trading"] = await _postgres.CreateDatabaseAsync(),
            ["USE_TASK_QUEUE"] = "true",
            ["REDIS_URL"] = $"redis://127.0.0.1:{Redis.Port}",
        };
        var auth = Start(BuiltProgram.Auth, stores, "--urls", AnyPort);
        var marketData = Start(BuiltProgram.MarketData, settings, "--urls", AnyPort);
        stores["services__auth__http__0"] = await AddressAsync(auth);
        stores["services__market-data__http__0"] = await AddressAsync(marketData);
        await auth.ReadyAsync(CancellationToken.None);

        var agents = Start(BuiltProgram.Agents, stores, "--urls", AnyPort);
        var gateway = Start(BuiltProgram.Gateway, new(settings, StringComparer.Ordinal)
        {
            ["services__auth__http__0"] = stores["services__auth__http__0"],
            ["services__market-data__http__0"] = stores["services__market-data__http__0"],
            ["services__agents__http__0"] = await AddressAsync(agents),
        }, "--urls", AnyPort);
        await agents.ReadyAsync(CancellationToken.None);
        _worker = stores;
        await AddWorkerAsync();
        await AddWorkerAsync();
        Door = await gateway.ListeningAsync(CancellationToken.None);
        await gateway.ReadyAsync(CancellationToken.None);
    }

    protected override async Task StopAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
        await _postgres.DisposeAsync();
        await Redis.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProcess Start(BuiltProgram program, Dictionary<string, string> settings, params string[] arguments)
    {
        var process = ServiceProcess.Start(program, _folder, arguments, settings);
        _processes.Add(process);
        return process;
    }

    private static async Task<string> AddressAsync(ServiceProcess process) =>
        (await process.ListeningAsync(CancellationToken.None)).ToString().TrimEnd('/');
}

/// <summary>The same with a model behind the roles.</summary>
public sealed class SuiteWithModel : SuiteTopology
{
    protected override async Task StartAsync() => await StartAsync(await WithModelAsync());
}

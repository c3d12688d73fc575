using StockAgents.TestKit.Processes;

namespace StockAgents.Flow.Tests.Topologies;

/// <summary>Everything in one process: SQLite and the embedded queue in a working folder of its own.</summary>
public class StandaloneTopology : Topology
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stockagents-standalone-").FullName;
    private ServiceProcess? _process;

    protected override Task StartAsync() => StartAsync(Settings);

    protected async Task StartAsync(Dictionary<string, string> settings)
    {
        _process = ServiceProcess.Start(BuiltProgram.Standalone, _folder, ["--urls", "http://127.0.0.1:0"], settings);
        Door = await _process.ListeningAsync(CancellationToken.None);
        await _process.ReadyAsync(CancellationToken.None);
    }

    protected override async Task StopAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The same with a model behind the roles.</summary>
public sealed class StandaloneWithModel : StandaloneTopology
{
    protected override async Task StartAsync() => await StartAsync(await WithModelAsync());
}

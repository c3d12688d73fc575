using System.Globalization;

namespace StockAgents.Bench;

/// <summary>
/// From the start of a process to its first <c>200</c> from <c>/health</c>, and its resident memory right then: each built host
/// in an empty directory, in turn with a bare Kestrel, so that both meet the same load of the machine. Build the solution first.
/// The environment is handed on: set <c>REDIS_URL</c> and <c>DATABASE_URL</c> to measure against servers.
/// </summary>
internal static class StartupBench
{
    private const int Rounds = 10;

    private static readonly string[] Hosts =
    [
        "StockAgents.Standalone/bin/{0}/net10.0/StockAgents.Standalone",
        "gateway/StockAgents.Gateway/bin/{0}/net10.0/StockAgents.Gateway",
        "services/StockAgents.MarketData/bin/{0}/net10.0/StockAgents.MarketData",
        "services/StockAgents.Auth/bin/{0}/net10.0/StockAgents.Auth",
        "services/StockAgents.Agents/bin/{0}/net10.0/StockAgents.Agents",
        "services/StockAgents.Worker/bin/{0}/net10.0/analysis_worker",
    ];

    /// <param name="configuration">Which build of the hosts: <c>Release</c> or <c>Debug</c>, below the current directory.</param>
    public static async Task RunAsync(string configuration, TextWriter output)
    {
        foreach (var pattern in Hosts)
        {
            var host = Path.GetFullPath(pattern.Replace("{0}", configuration, StringComparison.Ordinal));
            if (!File.Exists(host))
                await output.WriteLineAsync($"{Path.GetFileName(host),-24} not built as {configuration}");
            else if (await MeasuredProcess.StartAsync(host) is null) // Also warms the file cache.
                await output.WriteLineAsync($"{Path.GetFileName(host),-24} did not become healthy: does it lack REDIS_URL or DATABASE_URL?");
            else
                await CompareAsync(host, output);
        }
    }

    private static async Task CompareAsync(string host, TextWriter output)
    {
        List<Start> bare = [], starts = [];
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await HealthyAsync(Environment.ProcessPath!, "kestrel"));
            starts.Add(await HealthyAsync(host));
        }
        var ratio = Median(starts, start => start.Milliseconds) / Median(bare, start => start.Milliseconds);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(host),-24} {Median(starts, s => s.Milliseconds),6:F0} ms ({starts.Min(s => s.Milliseconds):F0} to {starts.Max(s => s.Milliseconds):F0})  {ratio:F2}x Kestrel  {Median(starts, s => s.Mebibytes),4:F0} MiB (Kestrel {Median(bare, s => s.Mebibytes):F0})"));
    }

    private static async Task<Start> HealthyAsync(string program, params string[] arguments) =>
        await MeasuredProcess.StartAsync(program, arguments) ?? throw new InvalidOperationException($"{program} did not become healthy.");

    private static double Median(List<Start> starts, Func<Start, double> of) => starts.Select(of).Order().ElementAt(starts.Count / 2);
}

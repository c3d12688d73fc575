using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StockAgents.Bench;

/// <param name="Milliseconds">From the start of the process to the first healthy answer.</param>
/// <param name="Mebibytes">Resident memory right after that answer.</param>
internal sealed record Start(double Milliseconds, double Mebibytes);

/// <summary>One start of a host on a free port, in an empty directory of its own.</summary>
internal static class MeasuredProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>Null when the process ended, or was not healthy within 30 s.</returns>
    public static async Task<Start?> StartAsync(string program, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("stockagents-bench-");
        var address = $"http://127.0.0.1:{FreePort()}";
        var info = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder.FullName, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["ASPNETCORE_URLS"] = address;
        // This program runs without tiers; its bare Kestrel starts as any application does.
        info.Environment["DOTNET_TieredCompilation"] = "1";
        info.Environment["DOTNET_TieredPGO"] = "1";

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            while (!await IsHealthyAsync(client))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > Limit)
                    return null;
                await Task.Delay(2);
            }
            var elapsed = Stopwatch.GetElapsedTime(started);
            process.Refresh();
            return new Start(elapsed.TotalMilliseconds, process.WorkingSet64 / 1048576.0);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/health");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Does not listen yet.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

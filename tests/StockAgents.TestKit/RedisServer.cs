using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;
using Xunit;

namespace StockAgents.TestKit;

/// <summary>A real redis-server of the test's own on a free loopback port, in memory only. Ends with the fixture, by its own process.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private const string Program = "redis-server";
    private readonly string _folder = Directory.CreateTempSubdirectory("stockagents-redis-").FullName;
    private Process? _process;

    public int Port { get; private set; }

    public string ConnectionString => $"127.0.0.1:{Port},abortConnect=false";

    public bool IsInstalled { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, Program)));

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
            return;
        Port = FreePort();
        await StartAsync();
    }

    /// <summary>Starts the server (again) on its port and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Program,
            ["--port", Port.ToString(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _folder])
        { RedirectStandardOutput = true, UseShellExecute = false })!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = _process.StandardOutput.ReadToEndAsync(); // Keeps the pipe from filling up.
                return;
            }
        }
        throw new InvalidOperationException("redis-server ended before it was ready.");
    }

    /// <summary>Skips the calling test where redis-server is not installed.</summary>
    public void Require() => Assert.SkipUnless(IsInstalled, "redis-server is not installed; ./test.sh installs it.");

    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync(ConnectionString + ",allowAdmin=true");

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

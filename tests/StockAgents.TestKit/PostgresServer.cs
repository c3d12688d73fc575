using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace StockAgents.TestKit;

/// <summary>
/// A PostgreSQL of this test run's own: the server that <c>ConnectionStrings__test_postgres</c> names, or one started from the
/// binaries of this machine in a temporary folder, on a free loopback port, without durability. Tests that ask for a database
/// are skipped, visibly, where there is neither.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Superuser = "postgres";
    private const string Missing = "There is no PostgreSQL: set ConnectionStrings__test_postgres or install the server.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string? connection;
    private string? folder;
    private string? binaries;

    public async ValueTask InitializeAsync()
    {
        connection = Environment.GetEnvironmentVariable("ConnectionStrings__test_postgres") is { Length: > 0 } given ? given : null;
        binaries = connection is null ? FindBinaries() : null;
        if (binaries is not null)
            await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (folder is null)
            return;
        await RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Connection string of a new, empty database; skips the calling test when there is no server.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        Assert.SkipWhen(connection is null, Missing);
        var name = $"test_{Guid.CreateVersion7():n}";
        await using var source = NpgsqlDataSource.Create(connection!);
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new NpgsqlConnectionStringBuilder(connection) { Database = name }.ConnectionString;
    }

    private string Data => Path.Combine(folder!, "data");

    private async Task StartAsync()
    {
        folder = Directory.CreateTempSubdirectory("stockagents-postgres-").FullName;
        // The server refuses to run as root, so its folder belongs to the user it runs as.
        if (Environment.IsPrivilegedProcess)
            await ExecuteAsync("chown", [Superuser, folder]);
        await RunAsync("initdb", "-D", Data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        var port = FreePort();
        var settings = string.Create(CultureInfo.InvariantCulture,
            $"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200");
        await RunAsync("pg_ctl", "start", "-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", settings);
        connection = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = Superuser, Database = Superuser }.ConnectionString;
    }

    private Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(binaries!, program);
        return Environment.IsPrivilegedProcess
            ? ExecuteAsync("setpriv", ["--reuid", Superuser, "--regid", Superuser, "--init-groups", path, .. arguments])
            : ExecuteAsync(path, arguments);
    }

    // The server that pg_ctl leaves behind would keep redirected pipes open, so its output goes nowhere but its log file.
    private async Task ExecuteAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", program, .. arguments])
        {
            WorkingDirectory = folder!,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} failed with {process.ExitCode}.");
    }

    private static string? FindBinaries() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .OrderByDescending(bin => bin, StringComparer.Ordinal)
            .FirstOrDefault()
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace StockAgents.TestKit.Processes;

/// <summary>
/// A program of ours as a real process, in a working folder of the caller's and with an environment of its own: nothing of the
/// machine's settings reaches it but what a .NET process needs to start. Ends, at the latest, with this object.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH"];

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private ServiceProcess(string name, Process process)
    {
        (Name, _process) = (name, process);
        _reading = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    public string Name { get; }

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    public ServiceLog Log { get; } = new();

    /// <summary>What came to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <param name="program">What to run.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">All of its settings.</param>
    public static ServiceProcess Start(
        BuiltProgram program, string folder, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(DotNet, [program.Path, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ServiceProcess(program.Assembly, Process.Start(start)!);
    }

    /// <summary>The first address it listens on, as soon as its log says so.</summary>
    public async Task<Uri> ListeningAsync(CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        var entry = await Log.FirstAsync(e => e.TryGetProperty("event", out var text) && text.GetString()!.StartsWith("Now listening on", StringComparison.Ordinal), limit.Token);
        return new Uri(entry.GetProperty("address").GetString()!);
    }

    /// <summary>Completes when <paramref name="path"/> answers 2xx.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken, string path = "/api/health/readiness")
    {
        using var http = new HttpClient { BaseAddress = await ListeningAsync(cancellationToken) };
        using var limit = Limit(cancellationToken);
        using var beat = new PeriodicTimer(Beat);
        do
        {
            try
            {
                using var answer = await http.GetAsync(path, limit.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Listening is said a moment before the first connection is taken.
            }
        }
        while (await beat.WaitForNextTickAsync(limit.Token));
    }

    /// <summary>Sends a signal by its name without SIG: TERM, INT, KILL, STOP, CONT.</summary>
    public async Task SignalAsync(string signal)
    {
        // Numbers differ between systems; the shell's own kill knows names.
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {signal} {Id}"]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"{Name} ({Id}) can't be sent {signal}: it is gone.");
    }

    /// <summary>Its exit code, with all of its output read.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        await _process.WaitForExitAsync(limit.Token);
        await _reading.WaitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private static bool IsSetting(string name) => !Inherited.Contains(name) && !name.StartsWith("DOTNET_", StringComparison.Ordinal);

    private static CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            Log.Add(line);
        Log.Close();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
                _errors.AppendLine(line);
        }
    }
}

using System.Runtime.InteropServices;

namespace StockAgents.Standalone.Terminal;

/// <summary>Ctrl-C and SIGTERM while a command works: it ends in good order, with the exit code that shells expect.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption()
    {
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Take(signal, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Take(signal, 143)),
        ];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>128 and the number of the signal.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _source.Dispose();
    }

    private void Take(PosixSignalContext signal, int exitCode)
    {
        signal.Cancel = true;
        ExitCode = exitCode;
        _source.Cancel();
    }
}

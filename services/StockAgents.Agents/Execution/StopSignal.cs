using System.Runtime.InteropServices;

namespace StockAgents.Agents.Execution;

/// <summary>Tells a forced stop (SIGINT, runbook R21) from a graceful one (SIGTERM, R20). The host treats both alike.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly TaskCompletionSource _forced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration _registration;

    public StopSignal() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => _forced.TrySetResult());

    /// <summary>Completes on SIGINT.</summary>
    public Task Forced => _forced.Task;

    public void Dispose() => _registration.Dispose();
}

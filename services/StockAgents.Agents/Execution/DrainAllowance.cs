using Microsoft.Extensions.Options;

namespace StockAgents.Agents.Execution;

/// <summary>
/// Gives the host's stop the time that a drain may take. Done at the start and not where options are configured: a host reads
/// its own options while it is built, and a wrong worker setting would end that before all faults are told together.
/// </summary>
internal sealed class DrainAllowance(IOptions<HostOptions> host, IOptions<WorkerOptions> worker) : IHostedService
{
    private const double Margin = 10;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        host.Value.ShutdownTimeout = TimeSpan.FromSeconds(worker.Value.DrainSeconds + Margin);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

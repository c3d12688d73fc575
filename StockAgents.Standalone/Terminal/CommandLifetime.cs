namespace StockAgents.Standalone.Terminal;

/// <summary>The host of a command lives as long as the command: signals are the command's, which still has to ask the host for something.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

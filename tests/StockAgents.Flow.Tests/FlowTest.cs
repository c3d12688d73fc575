using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests;

/// <summary>A test that goes the whole way, through the door of a topology.</summary>
public abstract class FlowTest(Topology topology) : IAsyncLifetime
{
    protected Topology Topology { get; } = topology;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Topology.StartedAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected Task<FlowClient> NewUserAsync() => Topology.NewUserAsync(Stop);
}

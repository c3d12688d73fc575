using System.Diagnostics;

namespace StockAgents.Agents;

/// <summary>Names under which the service's own traces appear.</summary>
internal static class AgentsTelemetry
{
    public static ActivitySource Source { get; } = new("StockAgents.Agents");
}

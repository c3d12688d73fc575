using Microsoft.Extensions.DependencyInjection.Extensions;
using StockAgents.Agents.Roles;

namespace StockAgents.Agents.Graph;

internal static class GraphServices
{
    /// <summary>The graph, with the rules engine unless another <see cref="IRoleEngine"/> is registered.</summary>
    public static IServiceCollection AddAnalysisGraph(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRoleEngine, RulesEngine>();
        services.TryAddSingleton<AnalysisGraph>();
        return services;
    }
}

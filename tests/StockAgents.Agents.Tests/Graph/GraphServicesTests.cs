using Microsoft.Extensions.DependencyInjection;
using StockAgents.Agents.Graph;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Tests.Graph;

public sealed class GraphServicesTests
{
    [Fact]
    public void The_rules_answer_unless_another_engine_is_registered()
    {
        Assert.IsType<RulesEngine>(Provide(new ServiceCollection()).GetRequiredService<IRoleEngine>());
        Assert.IsType<YieldingEngine>(Provide(new ServiceCollection().AddSingleton<IRoleEngine>(new YieldingEngine(1))).GetRequiredService<IRoleEngine>());
    }

    private static ServiceProvider Provide(IServiceCollection services)
    {
        services.AddSingleton<IMarketDataApi>(new EvidenceMarket(EvidenceBuilder.Uptrend().Build())).AddAnalysisGraph();
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.NotNull(provider.GetRequiredService<AnalysisGraph>());
        return provider;
    }
}

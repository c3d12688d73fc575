using StockAgents.Agents.Graph;
using StockAgents.Agents.Roles;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Tests.Graph;

internal static class GraphRig
{
    public static RunSpec SpecOf(EvidenceSet set, AnalysisLevel level, bool planner = true, string language = "en", IReadOnlyList<string>? analysts = null) => new(
        "task_TEST_00000001", set.Symbol, set.AsOf, level, planner,
        analysts ?? (level is AnalysisLevel.L1 ? AnalystNames.QuickScan : AnalystNames.PresetOf(set.Symbol.Market)), language, UserId: null);

    public static Task<AnalysisReport> RunAsync(InMemoryRun run, EvidenceSet set, IRoleEngine? engine = null) =>
        new AnalysisGraph(new EvidenceMarket(set), engine ?? new RulesEngine(), TimeProvider.System).RunAsync(run, TestContext.Current.CancellationToken);

    public static Task<AnalysisReport> RunAsync(EvidenceSet set, AnalysisLevel level, string language = "en", IRoleEngine? engine = null) =>
        RunAsync(new InMemoryRun(SpecOf(set, level, language: language)), set, engine);
}

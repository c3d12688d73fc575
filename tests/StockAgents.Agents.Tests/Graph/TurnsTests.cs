using StockAgents.Agents.Graph;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Graph;

public sealed class TurnsTests
{
    [Fact]
    public void A_quick_scan_asks_twice_in_a_row() => Assert.Equal(
        [
            ["macro_analyst", "market_analyst", "news_analyst"],
            ["decision"],
        ],
        TurnsOf("MSFT", AnalysisLevel.L1));

    [Fact]
    public void A_full_analysis_asks_seven_times_in_a_row() => Assert.Equal(
        [
            ["fund_flow_analyst", "fundamentals_analyst", "macro_analyst", "market_analyst", "news_analyst", "sentiment_analyst"],
            ["bear_researcher", "bull_researcher"],
            ["bear_rebuttal", "bull_rebuttal"],
            ["research_manager"],
            ["trader"],
            ["aggressive_debator", "conservative_debator", "neutral_debator"],
            ["risk_manager"],
        ],
        TurnsOf("600000.SH", AnalysisLevel.L2));

    private static List<IReadOnlyList<string>> TurnsOf(string symbol, AnalysisLevel level)
    {
        var set = EvidenceBuilder.Uptrend(symbol).Build();
        var engine = new TurnEngine();
        var pump = new Pump();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(pump);
        try
        {
            var turns = new List<IReadOnlyList<string>>();
            var task = new AnalysisGraph(new EvidenceMarket(set), engine, TimeProvider.System)
                .RunAsync(new InMemoryRun(GraphRig.SpecOf(set, level)), TestContext.Current.CancellationToken);
            pump.Drain();
            while (!task.IsCompleted)
            {
                turns.Add(engine.Release());
                Assert.NotEmpty(turns[^1]);
                pump.Drain();
            }

            Assert.True(task.IsCompletedSuccessfully, task.Exception?.ToString());
            return turns;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}

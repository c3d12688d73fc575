using StockAgents.Agents.Roles;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Agents.Tests.Report;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Tests.Roles;

public sealed class ExitTests
{
    private const string Stop = "Keep the stop in the market.";

    [Theory]
    [InlineData("600000.SH", "en", "no short sale")]
    [InlineData("600000.SH", "zh", "并非卖空")]
    [InlineData("MSFT", "en", "no short sale")]
    public async Task A_sell_leaves_what_is_held_and_sells_nothing_short(string symbol, string language, string words)
    {
        foreach (var level in Enum.GetValues<AnalysisLevel>())
        {
            var report = await GraphRig.RunAsync(FullAnalysisTests.Downtrend(symbol).Build(), level, language);

            ReportRules.Hold(report);
            Assert.True(report.Signal < Signal.Hold);
            Assert.Equal(0, report.TradeSetup!.PositionSizePercent);
            Assert.Contains(words, report.TradeSetup.InvalidationCondition, StringComparison.Ordinal);
            Assert.Contains(report.UiHints.ActionSuggestions, a => a.Contains(words, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_traders_short_sale_becomes_an_exit()
    {
        var engine = new AlteredEngine(Role.Trader.Key, o => o is TraderOutput { TradeSetup: { } setup } trade
            ? trade with { TradeSetup = setup with { PositionSizePercent = 19, InvalidationCondition = "Cover above the stop." } }
            : o);

        var report = await GraphRig.RunAsync(FullAnalysisTests.Downtrend().Build(), AnalysisLevel.L2, engine: engine);

        ReportRules.Hold(report);
        Assert.StartsWith("Cover above the stop.", report.TradeSetup!.InvalidationCondition, StringComparison.Ordinal);
        Assert.Contains("no short sale", report.TradeSetup.InvalidationCondition, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AnalysisLevel.L1)]
    [InlineData(AnalysisLevel.L2)]
    public async Task A_rejected_risk_has_no_setup_on_either_side(AnalysisLevel level)
    {
        var risky = FullAnalysisTests.Downtrend().Without(RealisedVolatility60)
            .Percent(EvidenceTopic.Risk, RealisedVolatility60, 88.8m).Percent(EvidenceTopic.Risk, ValueAtRisk95, 9.4m).Percent(EvidenceTopic.Risk, Amihud20, 3);

        var report = await GraphRig.RunAsync(risky.Build(), level);

        ReportRules.Hold(report);
        Assert.Equal("Rejected", report.RiskAssessment!.Verdict);
        Assert.True(report.Signal < Signal.Hold);
        Assert.Contains("Rejected", Assert.Single(report.Missing, m => m.Name == "trade_setup").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_for_no_setup_is_a_sentence()
    {
        var rejected = new RiskAssessment(9, "Extreme", false, "50%", "Rejected", []);
        TradePlan[] plans =
        [
            PlanOf(new EvidenceBuilder("^GSPC"), Signal.Buy),
            PlanOf(new EvidenceBuilder(), Signal.Hold),
            PlanOf(new EvidenceBuilder(), Signal.Buy),
            PlanOf(new EvidenceBuilder(), Signal.Buy, rejected),
            PlanOf(new EvidenceBuilder().Price(EvidenceNames.Close, 60).Price(Atr, 0), Signal.Buy),
            PlanOf(new EvidenceBuilder().Price(EvidenceNames.Close, 60).Price(Atr, 55), Signal.Buy),
        ];

        Assert.Equal(plans.Length, plans.Select(p => p.Reason).Distinct().Count());
        Assert.All(plans, p => Assert.True(char.IsUpper(p.Reason![0]) && p.Reason.EndsWith('.'), p.Reason));

        static TradePlan PlanOf(EvidenceBuilder builder, Signal signal, RiskAssessment? risk = null) =>
            TradePlan.For(RuleDirectionTests.CaseOf(builder), signal, 60, risk);
    }

    [Fact]
    public async Task Only_a_position_that_is_opened_gets_the_advice_to_keep_a_stop()
    {
        var bought = await GraphRig.RunAsync(EvidenceBuilder.Uptrend().Build(), AnalysisLevel.L2);
        var index = await GraphRig.RunAsync(EvidenceBuilder.Uptrend("^GSPC").Build(), AnalysisLevel.L1);
        var left = await GraphRig.RunAsync(FullAnalysisTests.Downtrend().Build(), AnalysisLevel.L2);

        Assert.NotNull(bought.TradeSetup);
        Assert.Contains(Stop, bought.RiskAssessment!.Mitigation);
        Assert.DoesNotContain(Stop, index.RiskAssessment!.Mitigation);
        Assert.DoesNotContain(Stop, left.RiskAssessment!.Mitigation);
    }
}

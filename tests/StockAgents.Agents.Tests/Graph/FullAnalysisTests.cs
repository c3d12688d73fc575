using StockAgents.Agents.Roles;
using StockAgents.Agents.Tests.Report;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Tests.Graph;

public sealed class FullAnalysisTests
{
    [Theory]
    [InlineData("MSFT", "en")]
    [InlineData("600000.SH", "en")]
    [InlineData("600000.SH", "zh")]
    [InlineData("0700.HK", "zh")]
    public async Task A_full_analysis_debates_trades_and_judges(string symbol, string language)
    {
        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend(symbol).Build(), AnalysisLevel.L2, language);

        ReportRules.Hold(report);
        ReportRules.AllVerified(report);
        Assert.True(report.Signal >= Signal.Buy);
        Assert.NotEmpty(report.Debate!.Bull.Points);
        Assert.Equal(report.Debate.Bull.Points.Count, report.Debate.Bear.Rebuttals.Count);
        Assert.Equal(
            report.Debate.Bear.Rebuttals.Count(r => r.Stance == "rebutted"),
            report.Debate.Bear.Rebuttals.Where(r => r.Stance == "rebutted").DistinctBy(r => r.Argument).Count());
        Assert.Equal(["Aggressive", "Conservative", "Neutral"], report.RiskPanel!.Select(o => o.Position));
        Assert.NotNull(report.RiskAssessment);
        Assert.NotNull(report.TradeSetup);
        Assert.Equal(report.Symbol.Market is StockAgents.Contracts.Symbols.Market.CN, report.ChinaMarket is not null);
    }

    [Fact]
    public async Task A_fall_is_sold_with_a_plan_to_leave()
    {
        var report = await GraphRig.RunAsync(Downtrend().Build(), AnalysisLevel.L2);

        ReportRules.Hold(report);
        ReportRules.AllVerified(report);
        Assert.True(report.Signal <= Signal.Sell, $"{report.Signal}");
        Assert.NotNull(report.TradeSetup);
        Assert.Equal("Bear", report.Debate!.Winner);
    }

    [Fact]
    public async Task Every_role_after_the_analysts_reaches_the_claims()
    {
        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend().Build(), AnalysisLevel.L2);

        string[] expected = ["market_analyst", "fundamentals_analyst", "news_analyst", "macro_analyst", "bull_researcher", "bear_researcher", "research_manager", "trader", "aggressive_debator", "conservative_debator", "neutral_debator", "risk_manager"];
        Assert.Empty(expected.Except(report.Claims.Select(c => c.Role)));
    }

    [Fact]
    public async Task A_rejected_risk_is_never_bought()
    {
        var risky = EvidenceBuilder.Uptrend()
            .Without(RealisedVolatility60).Without(MaxDrawdown250).Without(ValueAtRisk95)
            .Percent(EvidenceTopic.Risk, RealisedVolatility60, 88.8m).Percent(EvidenceTopic.Risk, MaxDrawdown250, 71.3m).Percent(EvidenceTopic.Risk, ValueAtRisk95, 9.4m);

        foreach (var level in Enum.GetValues<AnalysisLevel>())
        {
            var report = await GraphRig.RunAsync(risky.Build(), level);

            ReportRules.Hold(report);
            Assert.Equal("Rejected", report.RiskAssessment!.Verdict);
            Assert.Equal(Signal.Hold, report.Signal);
            Assert.Null(report.TradeSetup);
            Assert.Equal("critical", report.UiHints.AlertLevel);
        }
    }

    [Fact]
    public async Task A_judge_who_rejects_and_buys_all_the_same_is_overruled_by_its_own_verdict()
    {
        var engine = new AlteredEngine(Role.RiskJudge.Key, o => (JudgeOutput)o with
        {
            FinalDecision = Signal.StrongBuy,
            RiskAssessment = new RiskAssessment(9, "Extreme", true, "60%", "Rejected", []),
        });

        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend().Build(), AnalysisLevel.L2, engine: engine);

        ReportRules.Hold(report);
        Assert.Equal(Signal.Hold, report.Signal);
        Assert.Contains("risk verdict", report.Reasoning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_degraded_step_is_marked_and_costs_quality()
    {
        var set = EvidenceBuilder.Uptrend().Build();
        var clean = await GraphRig.RunAsync(set, AnalysisLevel.L2, engine: new AlteredEngine("nobody"));

        var report = await GraphRig.RunAsync(set, AnalysisLevel.L2, engine: new AlteredEngine("market_analyst", degraded: true));

        ReportRules.Hold(report);
        Assert.Equal("degraded", Assert.Single(report.Steps, s => s.Node == "Market Analyst").Status);
        Assert.Equal("degraded", report.Analysts[0].Status);
        Assert.True(report.Quality.Score < clean.Quality.Score);
        Assert.Contains(report.UiHints.DataQualityIssues, i => i.Contains("fell back", StringComparison.Ordinal));
        Assert.Equal("scripted-model", report.Engine);
        Assert.True(clean.Usage is { ModelCalls: 14, InputTokens: 1400, CostUsd: 0.014m }, clean.Usage.ToString());
    }

    [Fact]
    public async Task A_model_that_never_answered_is_not_named_as_the_author()
    {
        var report = await GraphRig.RunAsync(
            new EvidenceBuilder().Price(EvidenceNames.Close, 40).Percent(EvidenceTopic.Price, Return250, 12).Build(), AnalysisLevel.L1,
            engine: new AlteredEngine("market_analyst", degraded: true, always: true));

        ReportRules.Hold(report);
        Assert.Equal(RulesEngine.EngineName, report.Engine);
    }

    [Fact]
    public async Task A_broken_role_fails_the_run_instead_of_leaving_a_hole()
    {
        var engine = new AlteredEngine("bear_researcher", _ => throw new InvalidOperationException("broken"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => GraphRig.RunAsync(EvidenceBuilder.Uptrend().Build(), AnalysisLevel.L2, engine: engine));
    }

    [Fact]
    public async Task A_made_up_number_is_found_and_lowers_the_grade()
    {
        var engine = new AlteredEngine("market_analyst", o => (MarketOutput)o with { Claims = [new ClaimDraft("RSI(14) reads 91.7.", ["E13"])] });

        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend().Build(), AnalysisLevel.L2, engine: engine);

        ReportRules.Hold(report);
        var claim = Assert.Single(report.Claims, c => !c.Verified);
        Assert.Equal(["91.7"], claim.Unverified);
        Assert.NotEqual("A", report.Quality.Grade);
    }

    [Fact]
    public async Task Without_any_usable_evidence_nothing_is_debated()
    {
        var set = new EvidenceBuilder().Price(EvidenceNames.Close, 40).Build();
        var run = new InMemoryRun(GraphRig.SpecOf(set, AnalysisLevel.L2, planner: false));

        var report = await GraphRig.RunAsync(run, set);

        ReportRules.Hold(report);
        Assert.Equal(AnalysisOutcome.Abstained, report.Outcome);
        Assert.DoesNotContain(run.Events, e => e.Name == AnalysisEvents.Debate);
        Assert.Equal(100, run.Events[^1].Data.Progress);
    }

    internal static EvidenceBuilder Downtrend(string symbol = "MSFT") => new EvidenceBuilder(symbol)
        .Price(EvidenceNames.Close, 20.1m).Price(High52Week, 41).Price(Low52Week, 19.9m)
        .Percent(EvidenceTopic.Price, Return5, -2.1m).Percent(EvidenceTopic.Price, Return250, -44.1m).Percent(EvidenceTopic.Price, Momentum12Minus1, -38)
        .Price(Sma50, 24.4m).Price(Sma200, 31.7m).Price(Atr, 0.8m).Price(MacdHistogram, -0.31m)
        .Point(EvidenceTopic.Price, Rsi, 33.3m, "points").Point(EvidenceTopic.Price, Adx, 38.1m, "points").Point(EvidenceTopic.Price, PlusDi, 9.9m, "points").Point(EvidenceTopic.Price, MinusDi, 33.1m, "points")
        .Price(DonchianHigh55, 27.7m).Price(DonchianLow55, 19.9m).Price(DonchianHigh20, 23.3m).Price(DonchianLow20, 19.9m)
        .Percent(EvidenceTopic.Risk, RealisedVolatility60, 33.3m).Percent(EvidenceTopic.Risk, MaxDrawdown250, 51.2m)
        .Point(EvidenceTopic.Macro, BenchmarkClose, 1000, "points").Point(EvidenceTopic.Macro, BenchmarkSma200, 1222, "points").Percent(EvidenceTopic.Macro, RelativeStrength120, -21.7m)
        .Percent(EvidenceTopic.Macro, BenchmarkReturn250, -19.9m);
}

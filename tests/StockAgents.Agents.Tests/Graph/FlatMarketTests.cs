using StockAgents.Agents.Roles;
using StockAgents.Agents.Tests.Report;
using StockAgents.Agents.Tests.Roles;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Tests.Graph;

public sealed class FlatMarketTests
{
    private static readonly string[] Directions =
        ["winner's profile", "stay long", "stay out", "money comes in", "is above its 200-day", "is under its 200-day", "an uptrend", "a downtrend", ": accumulation", "at the top of", "deserves"];

    [Theory]
    [InlineData(AnalysisLevel.L1)]
    [InlineData(AnalysisLevel.L2)]
    public async Task Prices_that_never_move_end_in_an_unsure_hold_even_in_a_rising_market(AnalysisLevel level)
    {
        var report = await GraphRig.RunAsync(Flat().Build(), level);

        ReportRules.Hold(report);
        ReportRules.AllVerified(report);
        Assert.Equal(Signal.Hold, report.Signal);
        Assert.InRange(report.Confidence!.Value, 0, 20);
        var market = Assert.Single(report.Analysts, a => a.Analyst == "market");
        Assert.Equal(Signal.Hold, market.Signal);
        Assert.InRange(market.Confidence!.Value, 0, 20);
        Assert.All(report.Claims.Where(c => c.Role == "market_analyst"), c => Assert.DoesNotContain(Directions, d => c.Text.Contains(d, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("market")]
    [InlineData("fund_flow")]
    [InlineData("sentiment")]
    public void No_rule_leans_on_prices_that_never_move(string analyst) =>
        Assert.All(AnalystTeam.Of(analyst).Vote(RuleDirectionTests.CaseOf(Flat())).Votes, v => Assert.Equal(0, v.Strength));

    [Fact]
    public void Equal_averages_are_level_in_a_market_that_did_move()
    {
        var matter = RuleDirectionTests.CaseOf(new EvidenceBuilder()
            .Price(EvidenceNames.Close, 60.001m).Price(Sma200, 60.004m).Percent(EvidenceTopic.Price, Return250, 0.04m));

        var votes = AnalystTeam.Of("market").Vote(matter).Votes;

        Assert.Equal(2, votes.Count);
        Assert.All(votes, v => Assert.Equal(0, v.Strength));
        Assert.Contains(votes, v => v.Claim.Text.Contains("level with", StringComparison.Ordinal));
    }

    [Fact]
    public void A_range_of_zero_is_not_called_missing()
    {
        var plan = TradePlan.For(RuleDirectionTests.CaseOf(Flat()), Signal.Buy, 60, risk: null);

        Assert.Null(plan.Setup);
        Assert.Contains("do not move", plan.Reason!, StringComparison.Ordinal);
    }

    private static EvidenceBuilder Flat()
    {
        var builder = new EvidenceBuilder();
        string[] prices = [EvidenceNames.Close, High52Week, Low52Week, Sma50, Sma200, DonchianHigh20, DonchianLow20, DonchianHigh55, DonchianLow55, Pivot];
        foreach (var name in prices)
            builder.Price(name, 60);
        builder.Price(Atr, 0).Price(MacdHistogram, 0);
        foreach (var name in new[] { Return5, Return250, Momentum12Minus1 })
            builder.Percent(EvidenceTopic.Price, name, 0);
        foreach (var name in new[] { RealisedVolatility20, RealisedVolatility60, RealisedVolatility250, MaxDrawdown250, ValueAtRisk95 })
            builder.Percent(EvidenceTopic.Risk, name, 0);
        return builder
            .Point(EvidenceTopic.Price, Rsi, 50, "points").Point(EvidenceTopic.Price, Adx, 0, "points").Point(EvidenceTopic.Price, PlusDi, 0, "points").Point(EvidenceTopic.Price, MinusDi, 0, "points")
            .Percent(EvidenceTopic.Flow, ObvChange20, 0).Point(EvidenceTopic.Flow, Mfi, 50, "points").Point(EvidenceTopic.Flow, ChaikinMoneyFlow20, 0, "ratio").Percent(EvidenceTopic.Flow, UpVolumeShare20, 0)
            .Point(EvidenceTopic.Crowd, AttentionRatio, 1, "ratio").Percent(EvidenceTopic.Crowd, DistanceFromHigh, 0)
            .Point(EvidenceTopic.Macro, BenchmarkClose, 1866.52m, "points").Point(EvidenceTopic.Macro, BenchmarkSma200, 1548.31m, "points")
            .Percent(EvidenceTopic.Macro, BenchmarkReturn250, 30.13m);
    }
}

using StockAgents.Agents.Roles;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Tests.Roles;

public sealed class ThinEvidenceTests
{
    [Fact]
    public async Task A_lone_dividend_yield_is_no_valuation_and_no_strong_signal()
    {
        var output = await FundamentalsOf(new EvidenceBuilder().Percent(EvidenceTopic.Fundamentals, DividendYieldTtm, 9.5m));

        Assert.InRange(output.Signal!.Value, Signal.Hold, Signal.Buy);
        Assert.InRange(output.Confidence!.Value, 0, 20);
        Assert.Null(output.ValuationStatus);
        Assert.Contains("Valuation: not known; financial health: not known", output.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_figures_of_the_price_are_a_valuation()
    {
        var output = await FundamentalsOf(new EvidenceBuilder()
            .Percent(EvidenceTopic.Fundamentals, DividendYieldTtm, 5).Point(EvidenceTopic.Fundamentals, PriceEarnings, 8, "ratio"));

        Assert.Equal("Undervalued", output.ValuationStatus);
    }

    [Theory]
    [InlineData(AnalysisLevel.L1)]
    [InlineData(AnalysisLevel.L2)]
    public async Task A_lone_dividend_yield_does_not_turn_a_decision(AnalysisLevel level)
    {
        var set = FullAnalysisTests.Downtrend();
        var without = await GraphRig.RunAsync(set.Build(), level);

        var report = await GraphRig.RunAsync(set.Percent(EvidenceTopic.Fundamentals, DividendYieldTtm, 9.5m).Build(), level);

        Assert.Equal(without.Signal, report.Signal);
    }

    [Theory]
    [InlineData(100, 100, " at ", 1)]
    [InlineData(97, 100, " near ", 1)]
    [InlineData(84, 100, " under ", -1)]
    [InlineData(50, 100, " under ", -1)]
    public void Words_about_the_yearly_high_agree_with_the_vote(int close, int high, string word, int sign)
    {
        var matter = RuleDirectionTests.CaseOf(new EvidenceBuilder()
            .Price(EvidenceNames.Close, close).Price(High52Week, high).Percent(EvidenceTopic.Crowd, DistanceFromHigh, high - close));

        var vote = Assert.Single(AnalystTeam.Of("market").Vote(matter).Votes);

        Assert.Equal(sign, Math.Sign(vote.Strength));
        Assert.Contains(word, vote.Claim.Text, StringComparison.Ordinal);
        Assert.Equal(sign < 0, vote.Claim.Text.Contains($"{high - close}.0% away", StringComparison.Ordinal));
        Assert.Equal(sign < 0 ? 3 : 2, vote.Claim.Evidence.Count);
    }

    private static async Task<FundamentalsOutput> FundamentalsOf(EvidenceBuilder builder)
    {
        var matter = RuleDirectionTests.CaseOf(builder);
        var finding = await AnalystTeam.Of("fundamentals").AnalyseAsync(new RulesEngine(), new InMemoryRun(matter.Spec), matter, TestContext.Current.CancellationToken);
        return (FundamentalsOutput)finding.Output;
    }
}

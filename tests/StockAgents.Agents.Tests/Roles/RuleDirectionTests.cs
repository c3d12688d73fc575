using StockAgents.Agents.Evidence;
using StockAgents.Agents.Roles;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Tests.Roles;

/// <summary>Each rule points where its source says, and is silent when its figure is not there.</summary>
public sealed class RuleDirectionTests
{
    [Theory]
    [InlineData("market", EvidenceTopic.Price, Return250, "%", 30, -30)]
    [InlineData("market", EvidenceTopic.Price, Momentum12Minus1, "%", 30, -30)]
    [InlineData("market", EvidenceTopic.Price, Rsi, "points", 22, 85)]
    [InlineData("market", EvidenceTopic.Price, Return5, "%", -9, 9)]
    [InlineData("fundamentals", EvidenceTopic.Fundamentals, DividendYieldTtm, "%", 5, 0)]
    [InlineData("fundamentals", EvidenceTopic.Fundamentals, PriceEarnings, "ratio", 8, 60)]
    [InlineData("fundamentals", EvidenceTopic.Fundamentals, PriceEarnings, "ratio", 30, -5)]
    [InlineData("fundamentals", EvidenceTopic.Fundamentals, PriceBook, "ratio", 0.6, 9)]
    [InlineData("fundamentals", EvidenceTopic.Fundamentals, ReturnOnEquity, "%", 25, 2)]
    [InlineData("fundamentals", EvidenceTopic.Fundamentals, DebtToEquity, "ratio", 0.2, 4)]
    [InlineData("news", EvidenceTopic.News, NewsSentiment, "points", 60, -60)]
    [InlineData("news", EvidenceTopic.News, NewsSentiment, "points", 0.6, -0.6)]
    [InlineData("social", EvidenceTopic.Social, SocialSentiment, "points", 60, -60)]
    [InlineData("sentiment", EvidenceTopic.Crowd, AttentionRatio, "ratio", 1, 4)]
    [InlineData("sentiment", EvidenceTopic.Crowd, DistanceFromHigh, "%", 1, 45)]
    [InlineData("fund_flow", EvidenceTopic.Flow, ChaikinMoneyFlow20, "ratio", 0.2, -0.2)]
    [InlineData("fund_flow", EvidenceTopic.Flow, UpVolumeShare20, "%", 70, 30)]
    [InlineData("fund_flow", EvidenceTopic.Flow, Mfi, "points", 12, 93)]
    [InlineData("macro", EvidenceTopic.Macro, BenchmarkReturn250, "%", 15, -15)]
    [InlineData("macro", EvidenceTopic.Macro, BenchmarkDrawdown, "%", 1, 30)]
    [InlineData("macro", EvidenceTopic.Macro, YieldCurve, "%", 1, -0.5)]
    public void A_rule_prefers_what_its_source_found_to_pay(string analyst, EvidenceTopic topic, string name, string unit, double better, double worse)
    {
        var (good, bad) = (VoteOn(better), VoteOn(worse));

        Assert.True(good.Strength > bad.Strength, $"{good.Strength} is not above {bad.Strength}");
        Assert.InRange(good.Strength, -1, 1);
        Assert.InRange(bad.Strength, -1, 1);

        Vote VoteOn(double value) => Assert.Single(
            AnalystTeam.Of(analyst).Vote(CaseOf(new EvidenceBuilder().Point(topic, name, (decimal)value, unit))).Votes);
    }

    [Fact]
    public void Agreement_of_more_rules_raises_confidence()
    {
        var one = new EvidenceBuilder().Percent(EvidenceTopic.Price, Return250, 40);
        var many = EvidenceBuilder.Uptrend();

        Assert.True(AnalystTeam.Of("market").Vote(CaseOf(many)).Confidence > AnalystTeam.Of("market").Vote(CaseOf(one)).Confidence);
    }

    [Theory]
    [InlineData("央行宣布降准，支持实体经济", Signal.StrongBuy)]
    [InlineData("Government cuts subsidies for nobody: support widened", Signal.StrongBuy)]
    [InlineData("监管部门立案调查并处罚", Signal.StrongSell)]
    [InlineData("Annual conference held in the capital", Signal.Hold)]
    public void Policy_counts_words_of_support_and_restriction(string title, Signal expected)
    {
        var ballot = AnalystTeam.Of("policy").Vote(CaseOf(new EvidenceBuilder("600000.SH").Text(EvidenceTopic.Policy, "policy", title, EvidenceBuilder.Day.AddDays(-3))));

        Assert.Equal(expected, ballot.Signal);
    }

    [Fact]
    public void An_old_rating_change_no_longer_votes()
    {
        var old = new EvidenceBuilder().Text(EvidenceTopic.News, "upgrade", "to Buy", EvidenceBuilder.Day.AddDays(-90));
        var fresh = new EvidenceBuilder().Text(EvidenceTopic.News, "upgrade", "to Buy", EvidenceBuilder.Day.AddDays(-9));

        Assert.Empty(AnalystTeam.Of("news").Vote(CaseOf(old)).Votes);
        Assert.Equal(Signal.StrongBuy, AnalystTeam.Of("news").Vote(CaseOf(fresh)).Signal);
    }

    internal static AnalysisCase CaseOf(EvidenceBuilder builder)
    {
        var set = builder.Build();
        return new AnalysisCase(GraphRig.SpecOf(set, AnalysisLevel.L2), EvidencePack.Build(set, set.AsOf));
    }
}

using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Tests.Graph;

public sealed class DebateTests
{
    [Fact]
    public async Task A_rebuttal_answers_a_point_of_the_other_side_or_concedes_it()
    {
        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend("600000.SH").Build(), AnalysisLevel.L2);

        var debate = report.Debate!;
        Assert.NotEmpty(debate.Bear.Points);
        AssertAnswers(debate.Bull, debate.Bear);
        AssertAnswers(debate.Bear, debate.Bull);

        static void AssertAnswers(DebateSide side, DebateSide other)
        {
            Assert.Equal(other.Points.Count, side.Rebuttals.Count);
            foreach (var (point, reply) in other.Points.Zip(side.Rebuttals))
            {
                if (reply.Stance == "conceded")
                    Assert.Contains("Conceded", reply.Argument, StringComparison.Ordinal);
                else
                    Assert.Contains(point.Argument.TrimEnd('.'), reply.Argument, StringComparison.Ordinal);
                Assert.DoesNotContain(side.Points, p => p.Argument == reply.Argument);
            }
        }
    }

    [Fact]
    public async Task Each_risk_officer_says_what_it_weighs()
    {
        foreach (var language in new[] { "en", "zh" })
        {
            var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend("600000.SH").Build(), AnalysisLevel.L2, language);

            Assert.Equal(3, report.RiskPanel!.Select(o => o.Assessment).Distinct().Count());
        }
    }

    [Fact]
    public async Task The_progress_of_a_rebuttal_is_a_sentence()
    {
        var set = EvidenceBuilder.Uptrend().Build();
        var run = new InMemoryRun(GraphRig.SpecOf(set, AnalysisLevel.L2));

        await GraphRig.RunAsync(run, set);

        var messages = run.Events.Select(e => e.Data.Message).ToList();
        Assert.Contains(messages, m => m!.StartsWith("The bear answers ", StringComparison.Ordinal) && m.EndsWith(" points of the bull.", StringComparison.Ordinal));
        Assert.All(messages, m => Assert.EndsWith(".", m, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_risk_officer_recommends_what_the_verdict_rejects()
    {
        var risky = EvidenceBuilder.Uptrend()
            .Without(EvidenceNames.RealisedVolatility60).Without(EvidenceNames.MaxDrawdown250).Without(EvidenceNames.ValueAtRisk95)
            .Percent(EvidenceTopic.Risk, EvidenceNames.RealisedVolatility60, 88.8m).Percent(EvidenceTopic.Risk, EvidenceNames.MaxDrawdown250, 71.3m)
            .Percent(EvidenceTopic.Risk, EvidenceNames.ValueAtRisk95, 9.4m);

        var eager = new AlteredEngine(Role.Trader.Key, o => (TraderOutput)o with
        {
            Decision = Signal.Buy,
            TradeSetup = new TradeSetup(new PriceRange(39.5m, 40), 43.5m, 38, 2.14m, "A close under 38.", 10, "one month"),
        });

        var report = await GraphRig.RunAsync(risky.Build(), AnalysisLevel.L2, engine: eager);

        Assert.Equal("Rejected", report.RiskAssessment!.Verdict);
        Assert.All(report.RiskPanel!, o => Assert.DoesNotContain("size", o.RecommendedAction, StringComparison.Ordinal));
    }
}

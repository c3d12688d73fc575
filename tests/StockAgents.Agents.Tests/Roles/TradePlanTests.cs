using System.Globalization;
using CsCheck;
using StockAgents.Agents.Roles;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Tests.Roles;

public sealed class TradePlanTests
{
    private static readonly RiskAssessment Approved = new(2, "Low", false, "10%", "Approved", []);

    [Fact]
    public void The_stop_of_a_buy_lies_two_average_true_ranges_under_the_close()
    {
        var setup = PlanOf(40, 1, Signal.Buy).Setup!;

        Assert.Equal(new PriceRange(39.5m, 40m), setup.EntryZone);
        Assert.Equal(38m, setup.StopLoss);
        Assert.Equal(43.5m, setup.TargetPrice);
        Assert.Equal(2.14m, setup.RiskReward);
    }

    [Fact]
    public void A_sell_is_the_mirror_image_of_a_buy()
    {
        var (buy, sell) = (PlanOf(40, 1, Signal.Buy).Setup!, PlanOf(40, 1, Signal.Sell).Setup!);

        Assert.Equal(40 - buy.StopLoss, sell.StopLoss - 40);
        Assert.Equal(buy.TargetPrice - 40, 40 - sell.TargetPrice);
        Assert.Equal(buy.RiskReward, sell.RiskReward);
    }

    [Fact]
    public void A_hold_has_no_setup_and_says_why() => Assert.NotNull(PlanOf(40, 1, Signal.Hold) is { Setup: null, Reason: { } reason } ? reason : null);

    [Fact]
    public void Whatever_the_prices_a_setup_is_sane_or_absent() =>
        Gen.Select(Gen.Double[0.001, 5_000], Gen.Double[0.0001, 2_000], Gen.Int[0, 4], Gen.Int[0, 100]).Sample((close, atr, signal, confidence) =>
        {
            var plan = TradePlan.For(RuleDirectionTests.CaseOf(Builder((decimal)close, (decimal)atr)), (Signal)signal, confidence, Approved);
            Assert.True(plan.Setup is null ? plan.Reason is not null : TradePlan.IsSane(plan.Setup, (Signal)signal));
        }, iter: 1_000);

    [Fact]
    public void More_volatility_never_means_a_larger_position()
    {
        var sizes = new[] { 10m, 20m, 40m, 80m }.Select(v =>
            TradePlan.For(RuleDirectionTests.CaseOf(Builder(40, 0.4m).Percent(EvidenceTopic.Risk, EvidenceNames.RealisedVolatility60, v)), Signal.Buy, 90, Approved).Setup!.PositionSizePercent).ToList();

        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.True(sizes[^1] < sizes[0]);
    }

    [Theory]
    [InlineData("Rejected", Signal.StrongBuy, Signal.Hold)]
    [InlineData("Rejected", Signal.Buy, Signal.Hold)]
    [InlineData("Rejected", Signal.StrongSell, Signal.StrongSell)]
    [InlineData("Caution", Signal.StrongBuy, Signal.Buy)]
    [InlineData("Caution", Signal.Buy, Signal.Buy)]
    [InlineData("Approved", Signal.StrongBuy, Signal.StrongBuy)]
    [InlineData(null, Signal.StrongBuy, Signal.Buy)]
    public void The_verdict_binds_the_signal(string? verdict, Signal wanted, Signal allowed) =>
        Assert.Equal(allowed, RiskGate.Bind(wanted, verdict is null ? null : Approved with { Verdict = verdict }));

    [Theory]
    [InlineData(Market.US, "12.345", "12.35")]
    [InlineData(Market.US, "0.12344", "0.1234")]
    [InlineData(Market.CN, "9.876", "9.88")]
    [InlineData(Market.HK, "15.13", "15.14")]
    [InlineData(Market.HK, "388.33", "388.4")]
    public void Prices_are_rounded_to_the_markets_tick(Market market, string price, string expected) => Assert.Equal(
        decimal.Parse(expected, CultureInfo.InvariantCulture), PriceTick.Round(decimal.Parse(price, CultureInfo.InvariantCulture), market));

    private static TradePlan PlanOf(decimal close, decimal atr, Signal signal) =>
        TradePlan.For(RuleDirectionTests.CaseOf(Builder(close, atr)), signal, 60, Approved);

    private static EvidenceBuilder Builder(decimal close, decimal atr) =>
        new EvidenceBuilder().Price(EvidenceNames.Close, close).Price(EvidenceNames.Atr, atr);
}

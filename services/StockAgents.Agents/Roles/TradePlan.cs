using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;
using static StockAgents.Contracts.MarketData.EvidenceNames;

namespace StockAgents.Agents.Roles;

/// <summary>
/// Entry, stop, target and size. Stop two average true ranges from the entry (the Turtles' 2N stop, Faith 2003; Wilder 1978);
/// target the nearest watched price that pays at least one and a half times the risk, else twice the risk; size the smallest of
/// a volatility target (Moreira and Muir 2017), one percent of the portfolio at risk (Turtles) and half of Kelly's fraction (Thorp 2006).
/// A sell is an exit of what is held and never a short sale: the zone to leave in, the price expected after it, the price that would prove
/// the exit wrong as the stop, and a position of zero. A hold opens nothing.
/// </summary>
internal sealed record TradePlan(TradeSetup? Setup, string? Reason)
{
    private const double TargetVolatility = 15;
    private const double RiskBudget = 1;
    private const double LargestPosition = 25;
    private const double LargestPrice = (double)PriceTick.Largest;

    public static TradePlan For(AnalysisCase matter, Signal signal, int confidence, RiskAssessment? risk)
    {
        if (matter.Spec.Symbol.IsIndex)
            return Without(matter, "An index cannot be bought.", "指数不可直接买卖。");
        if (risk?.Verdict is "Rejected")
            return Without(matter, "The risk verdict is Rejected, so no trade is set up.", "风险裁决为否决，不制定交易方案。");
        if (signal is Signal.Hold)
            return Without(matter, "A hold opens no position; watch the price levels.", "持有观望，不开新仓，关注支撑与阻力。");
        if (matter.Value(Close) is > 0 && matter.Value(Atr) is 0)
            return Without(matter, "The prices do not move: the average true range is zero, so no stop can be set.", "价格没有波动，平均真实波幅为零，无法设置止损。");
        if (matter.Value(Close) is not (> 0 and < LargestPrice) || matter.Value(Atr) is not (> 0 and < LargestPrice))
            return Without(matter, "The close or the average true range is missing or beyond reason, so no stop can be set.", "收盘价或平均真实波幅缺失或失真，无法设置止损。");

        var market = matter.Spec.Symbol.Market;
        var side = signal is Signal.Buy or Signal.StrongBuy ? 1 : -1;
        var (close, atr) = (matter.Value(Close)!.Value, matter.Value(Atr)!.Value);
        var near = Price(close, market);
        var far = Price(close - (side * 0.5 * atr), market);
        var middle = (near + far) / 2;
        var stop = Price((double)far - (side * 1.5 * atr), market);
        var distance = Math.Abs(middle - stop);
        var target = Target(matter, side, near, distance, market);

        var reward = Reward(middle, stop, target);
        var setup = new TradeSetup(
            new PriceRange(Math.Min(near, far), Math.Max(near, far)), target, stop, reward, Invalidation(matter, side, stop),
            side > 0 && reward > 0 && middle > 0 ? Size(matter, confidence, (double)(distance / middle), (double)reward, risk) : 0,
            matter.Say("one to three months", "一至三个月"));
        return IsSane(setup, signal)
            ? new TradePlan(setup, Reason: null)
            : Without(matter, "The price range is too wide or too narrow for a sane stop and target.", "波幅与价格不相称，无法设置合理的止损与目标。");
    }

    /// <summary>True when stop, entry and target lie in the order that the decision's side asks for.</summary>
    public static bool IsSane(TradeSetup setup, Signal decision) =>
        setup.RiskReward > 0 && setup.TargetPrice < PriceTick.Largest && setup.StopLoss < PriceTick.Largest && setup.PositionSizePercent is >= 0 and <= 100 && setup.EntryZone.Low <= setup.EntryZone.High && decision switch
        {
            > Signal.Hold => 0 < setup.StopLoss && setup.StopLoss < setup.EntryZone.Low && setup.EntryZone.High < setup.TargetPrice,
            < Signal.Hold => 0 < setup.TargetPrice && setup.TargetPrice < setup.EntryZone.Low && setup.EntryZone.High < setup.StopLoss,
            _ => false,
        };

    /// <summary>What a sell is, in words: most private investors can't sell short, in A-shares hardly any can.</summary>
    public static string ExitOnly(AnalysisCase matter) => matter.Say("This leaves what is held; it is no short sale.", "此为持仓离场方案，并非卖空。");

    /// <summary>The same setup in prices that can be traded, its reward to risk computed from them; null when it no longer makes sense.</summary>
    public static TradeSetup? Tradable(TradeSetup setup, Signal decision, Market market)
    {
        if (!IsSane(setup, decision))
            return null;
        var zone = new PriceRange(PriceTick.Round(setup.EntryZone.Low, market), PriceTick.Round(setup.EntryZone.High, market));
        var (stop, target, middle) = (PriceTick.Round(setup.StopLoss, market), PriceTick.Round(setup.TargetPrice, market), (zone.Low + zone.High) / 2);
        var tradable = setup with { EntryZone = zone, StopLoss = stop, TargetPrice = target, RiskReward = Reward(middle, stop, target) };
        return IsSane(tradable, decision) ? tradable : null;
    }

    private static decimal Reward(decimal middle, decimal stop, decimal target) =>
        middle == stop ? 0 : Math.Round(Math.Abs(target - middle) / Math.Abs(middle - stop), 2, MidpointRounding.AwayFromZero);

    private static TradePlan Without(AnalysisCase matter, string english, string chinese) => new(null, matter.Say(english, chinese));

    private static decimal Price(double price, Market market) => PriceTick.Round((decimal)Math.Clamp(price, -LargestPrice, LargestPrice), market);

    private static decimal Target(AnalysisCase matter, int side, decimal near, decimal distance, Market market)
    {
        string[] watched = side > 0 ? [DonchianHigh55, High52Week] : [DonchianLow55, Low52Week];
        var least = near + (side * 1.5m * distance);
        var reachable = watched.Select(matter.Value).OfType<double>().Where(p => p is > 0 and < LargestPrice)
            .Select(p => Price(p, market)).Where(p => side > 0 ? p >= least : p > 0 && p <= least).ToList();
        if (reachable.Count > 0)
            return side > 0 ? reachable.Min() : reachable.Max();
        return PriceTick.Round(near + (side * 2 * distance), market);
    }

    private static string Invalidation(AnalysisCase matter, int side, decimal stop) => side > 0
        ? matter.Say($"A close under {stop}.", $"收盘跌破{stop}。")
        : matter.Say($"A close above {stop} proves the exit wrong. {ExitOnly(matter)}", $"收盘升破{stop}则证明离场有误。{ExitOnly(matter)}");

    // A rule's confidence of 0..100 is taken as a hit rate of 40..60 %: published rules of this kind seldom do better.
    private static decimal Size(AnalysisCase matter, int confidence, double stopDistance, double reward, RiskAssessment? risk)
    {
        var hit = 0.4 + (0.2 * confidence / 100);
        var kelly = reward > 0 ? Math.Max(0, hit - ((1 - hit) / reward)) : 0;
        var size = Math.Min(LargestPosition, Math.Min(50 * kelly, RiskBudget / stopDistance));
        if ((matter.Value(RealisedVolatility60) ?? matter.Value(RealisedVolatility20)) is { } volatility and > 0)
            size = Math.Min(size, LargestPosition * TargetVolatility / volatility);
        if (risk?.Verdict is not "Approved")
            size /= 2;
        return Math.Round((decimal)size, 1, MidpointRounding.AwayFromZero);
    }
}

using StockAgents.Agents.Graph;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Report;

/// <summary>What a run came to, whichever way it went: an L1 decision, an L2 judgment, or no decision at all.</summary>
internal sealed record Ruling
{
    public Signal? Signal { get; init; }

    public int? Confidence { get; init; }

    public required string Reasoning { get; init; }

    public DebateReport? Debate { get; init; }

    public RiskAssessment? Risk { get; init; }

    public IReadOnlyList<RiskOpinion>? Panel { get; init; }

    public TradeSetup? Setup { get; init; }

    public string? SetupReason { get; init; }

    /// <summary>Claims of the roles after the analysts, in the order of the graph.</summary>
    public IReadOnlyList<(string Role, IReadOnlyList<ClaimDraft> Claims)> Claims { get; init; } = [];

    public static Ruling Of(GraphResult result)
    {
        if (result.Abstention is { } reason)
            return new Ruling { Reasoning = reason };
        return result.Deliberation is { } deliberation
            ? OfDeliberation(result.Case, deliberation)
            : Bound(result.Case, result.Decision!.Decision, result.Decision.Confidence, result.Decision.Reasoning, RiskProfile.Of(result.Case)?.Assessment, trade: null) with
            {
                Claims = [(Role.Decision.Key, result.Decision.Claims)],
            };
    }

    private static Ruling OfDeliberation(AnalysisCase matter, Deliberation held)
    {
        var judgment = held.Judgment;
        var risk = judgment.RiskAssessment ?? RiskProfile.Of(matter)?.Assessment;
        return Bound(matter, judgment.FinalDecision, judgment.Confidence, judgment.Reasoning, risk, held.Trade.TradeSetup) with
        {
            Debate = DebateSection.Of(matter, held),
            Panel = [.. held.Panel.Select(o => new RiskOpinion(o.Position, o.Assessment, o.Arguments, o.RecommendedAction, o.Confidence))],
            Claims =
            [
                (Role.BullOpening.Key, held.Debate.Bull.Claims),
                (Role.BearOpening.Key, held.Debate.Bear.Claims),
                (Role.BullRebuttal.Key, held.Debate.BullRebuttal.Claims),
                (Role.BearRebuttal.Key, held.Debate.BearRebuttal.Claims),
                (Role.ResearchManager.Key, held.Plan.Claims),
                (Role.Trader.Key, held.Trade.Claims),
                .. held.Panel.Zip(RiskOfficer.Panel, (o, officer) => (officer.Role.Key, o.Claims)),
                (Role.RiskJudge.Key, judgment.Claims),
            ],
        };
    }

    /// <summary>
    /// Holds a decision to the risk verdict, and gives it a trade: the trader's own when it still fits the signal, never larger
    /// than the rules allow, else the rules'.
    /// </summary>
    private static Ruling Bound(AnalysisCase matter, Signal wanted, int confidence, string reasoning, RiskAssessment? risk, TradeSetup? trade)
    {
        var signal = RiskGate.Bind(wanted, risk);
        var plan = TradePlan.For(matter, signal, confidence, risk);
        var setup = plan.Setup is { } own && trade is not null && TradePlan.Tradable(trade, signal, matter.Spec.Symbol.Market) is { } tradable
            ? Held(matter, own, tradable, signal)
            : plan.Setup;
        return new Ruling
        {
            Signal = signal,
            Confidence = confidence,
            Reasoning = signal == wanted ? reasoning : matter.Join(reasoning, Sentences.Veto(matter, wanted, signal)),
            Risk = setup is null || signal < Contracts.Analysis.Signal.Hold ? risk : RiskProfile.WithStop(matter, risk),
            Setup = setup,
            SetupReason = plan.Reason,
        };
    }

    // The trader may be more careful than the rules but not bolder; a sale closes what is held, whoever wrote its setup.
    private static TradeSetup Held(AnalysisCase matter, TradeSetup own, TradeSetup traders, Signal signal)
    {
        var exit = TradePlan.ExitOnly(matter);
        return traders with
        {
            PositionSizePercent = Math.Min(own.PositionSizePercent, traders.PositionSizePercent),
            InvalidationCondition = signal > Contracts.Analysis.Signal.Hold || traders.InvalidationCondition.Contains(exit, StringComparison.Ordinal)
                ? traders.InvalidationCondition
                : matter.Join(traders.InvalidationCondition, exit),
        };
    }
}

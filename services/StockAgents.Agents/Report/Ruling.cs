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
        return OfQuick(result.Case, result.Decision!);
    }

    private static Ruling OfQuick(AnalysisCase matter, DecisionOutput decision)
    {
        var risk = RiskProfile.Of(matter)?.Assessment;
        var signal = RiskGate.Bind(decision.Decision, risk);
        var plan = TradePlan.For(matter, signal, decision.Confidence, risk);
        return new Ruling
        {
            Signal = signal,
            Confidence = decision.Confidence,
            Reasoning = signal == decision.Decision ? decision.Reasoning : $"{decision.Reasoning} {Sentences.Veto(matter, decision.Decision, signal)}",
            Risk = risk,
            Setup = plan.Setup,
            SetupReason = plan.Reason,
            Claims = [(Role.Decision.Key, decision.Claims)],
        };
    }
}

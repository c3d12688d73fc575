using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>A seat at the table.</summary>
/// <param name="Key">Name of its prompt (wire contract, appendix B) and of its claims.</param>
/// <param name="Node">Label in events and steps (wire contract 2.1.5).</param>
/// <param name="Stage">Stage of <see cref="StageEvent"/>.</param>
/// <param name="Event">A name of <see cref="AnalysisEvents"/>.</param>
internal sealed record Role(string Key, string Node, string Stage, string Event, ModelTier Tier)
{
    public static Role Analyst(string name, string node) => new($"{name}_analyst", node, "analyst", AnalysisEvents.Analyst, ModelTier.QuickThink);

    public static Role BullOpening { get; } = new("bull_researcher", "Bull Researcher", "debate", AnalysisEvents.Debate, ModelTier.QuickThink);
    public static Role BearOpening { get; } = new("bear_researcher", "Bear Researcher", "debate", AnalysisEvents.Debate, ModelTier.QuickThink);
    public static Role BullRebuttal { get; } = BullOpening with { Key = "bull_rebuttal" };
    public static Role BearRebuttal { get; } = BearOpening with { Key = "bear_rebuttal" };
    public static Role ResearchManager { get; } = new("research_manager", "Research Manager", "debate", AnalysisEvents.Debate, ModelTier.DeepThink);
    public static Role Trader { get; } = new("trader", "Trader", "trade", AnalysisEvents.Final, ModelTier.QuickThink);
    public static Role Aggressive { get; } = new("aggressive_debator", "Risky Analyst", "risk", AnalysisEvents.Risk, ModelTier.QuickThink);
    public static Role Conservative { get; } = new("conservative_debator", "Safe Analyst", "risk", AnalysisEvents.Risk, ModelTier.QuickThink);
    public static Role Neutral { get; } = new("neutral_debator", "Neutral Analyst", "risk", AnalysisEvents.Risk, ModelTier.QuickThink);
    public static Role RiskJudge { get; } = new("risk_manager", "Risk Judge", "risk", AnalysisEvents.Risk, ModelTier.DeepThink);
    public static Role Decision { get; } = new("decision", "Portfolio Agent", "final", AnalysisEvents.Final, ModelTier.Synthesis);
}

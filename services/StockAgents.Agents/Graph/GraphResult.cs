using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Graph;

/// <summary>Everything the nodes of a run answered, in the order of the graph; the report is composed from it by code alone.</summary>
internal sealed record GraphResult
{
    public required AnalysisCase Case { get; init; }

    public required IReadOnlyList<AnalystFinding> Findings { get; init; }

    public required IReadOnlyList<SkippedAnalyst> Skipped { get; init; }

    public string? PlannerInsight { get; init; }

    /// <summary>Why nothing is decided; the parts below are then null.</summary>
    public string? Abstention { get; init; }

    /// <summary>L1 only.</summary>
    public DecisionOutput? Decision { get; init; }

    /// <summary>L2 only.</summary>
    public Deliberation? Deliberation { get; init; }

    public required IReadOnlyList<StepRecord> Steps { get; init; }

    public required Usage Usage { get; init; }
}

using StockAgents.Agents.Evidence;

namespace StockAgents.Agents.Roles;

/// <summary>Brings a sentiment score to -1..1: sources give either -1..1 or -100..100, and say nothing else.</summary>
internal static class ToneScale
{
    public static double Of(Figure score) => Math.Clamp(Math.Abs(score.Value) <= 1 ? score.Value : score.Value / 100, -1, 1);
}

using StockAgents.Agents.Evidence;

namespace StockAgents.Agents.Roles;

/// <summary>
/// Which way a figure leans. What a reader sees as zero, or as equal, leans no way at all: its strength is 0 and its word the level one,
/// so that the sign of a vote always agrees with its sentence.
/// </summary>
internal static class Lean
{
    /// <summary>-1..1; three quarters of the way at <paramref name="scale"/>.</summary>
    public static double Of(Figure figure, double scale) => figure.Direction == 0 ? 0 : Math.Tanh(figure.Value / scale);

    /// <summary>-1..1 by how far the ratio of both is from 1.</summary>
    public static double Of(Figure figure, Figure against, double steepness) =>
        figure.Against(against) == 0 ? 0 : Math.Tanh(steepness * ((figure.Value / against.Value) - 1));

    public static string Word(int direction, string up, string level, string down) => direction switch
    {
        > 0 => up,
        0 => level,
        _ => down,
    };
}

namespace StockAgents.Agents.Evidence;

/// <summary>A datum from after the analysis date reached the run: a bug at the data boundary, never to be worked around.</summary>
internal sealed class PointInTimeException(string name, DateOnly tradeDate, string when)
    : InvalidOperationException($"'{name}' was {when}, which is after the analysis date {tradeDate:yyyy-MM-dd}.");

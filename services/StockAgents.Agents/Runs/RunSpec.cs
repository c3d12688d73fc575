using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Runs;

/// <summary>What was asked for, validated and canonical; fixed for the life of a run and the same on every take-over.</summary>
/// <param name="Analysts">The analysts to consider, in priority order; never empty.</param>
/// <param name="Language">Language of the report's sentences: <c>en</c> or <c>zh</c>.</param>
internal sealed record RunSpec(
    string TaskId,
    Symbol Symbol,
    DateOnly TradeDate,
    AnalysisLevel Level,
    bool UsePlanner,
    IReadOnlyList<string> Analysts,
    string Language,
    int? UserId);

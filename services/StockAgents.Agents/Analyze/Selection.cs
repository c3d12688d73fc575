using System.Diagnostics.CodeAnalysis;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Analyze;

/// <summary>Which analysts a request means. An unknown name is an error, never dropped in silence.</summary>
internal static class Selection
{
    public static bool TryMake(
        AnalysisRequest request, Market market, [NotNullWhen(true)] out IReadOnlyList<string>? analysts, [NotNullWhen(false)] out string? problem)
    {
        analysts = null;
        problem = null;
        if (request is { Analysts: not null, OverrideAnalysts: not null })
            problem = "Send analysts or override_analysts, not both.";
        var asked = request.Analysts ?? request.OverrideAnalysts;
        var named = (asked ?? []).Concat(request.ExcludeAnalysts ?? []).ToList();
        // By position, because a name may be null.
        if (named.FindIndex(name => !AnalystNames.All.Contains(name)) is >= 0 and var unknown)
            problem = $"'{named[unknown] ?? "null"}' is not an analyst; there are {string.Join(", ", AnalystNames.All)}.";
        else if (request.AnalysisLevel is AnalysisLevel.L1 && named.Count > 0)
            problem = $"An L1 analysis always has {string.Join(", ", AnalystNames.QuickScan)}; choose L2 to select analysts.";
        if (problem is not null)
            return false;

        var preset = request.AnalysisLevel is AnalysisLevel.L1 ? AnalystNames.QuickScan : AnalystNames.PresetOf(market);
        // The preset's order is the priority; what is asked for beyond it follows.
        var wanted = asked is null ? preset : [.. preset.Where(asked.Contains), .. asked.Where(a => !preset.Contains(a)).Distinct()];
        analysts = [.. wanted.Except(request.ExcludeAnalysts ?? [])];
        if (analysts.Count > 0)
            return true;
        problem = "No analyst is left after the exclusions.";
        return false;
    }
}

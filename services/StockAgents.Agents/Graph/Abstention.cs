using StockAgents.Agents.Roles;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Graph;

/// <summary>When nothing may be decided, and why.</summary>
internal static class Abstention
{
    /// <summary>Null when there is enough to decide on: a price, and at least one analyst with a signal.</summary>
    public static string? Of(GraphResult result)
    {
        var matter = result.Case;
        if (matter.Value(EvidenceNames.Close) is not > 0)
            return matter.Say("There is no closing price for the analysis date.", "分析日没有收盘价。");
        if (result.Findings.All(f => f.Abstained))
            return matter.Say("No analyst found usable evidence.", "所有分析师均缺少可用证据。");
        return null;
    }
}

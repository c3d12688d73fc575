using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Tests.Execution;

internal static class RunLedger
{
    /// <summary>Numbered from 1 without gap or repeat, one terminal event, and that one last.</summary>
    public static void AssertWhole(IEnumerable<(int Id, string Event)> events, string terminal, int after = 0)
    {
        var list = events.ToList();
        Assert.Equal(Enumerable.Range(after + 1, list.Count), list.Select(e => e.Id));
        Assert.Equal(terminal, Assert.Single(list, e => AnalysisEvents.IsTerminal(e.Event)).Event);
        Assert.Equal(terminal, list[^1].Event);
    }

    public static void AssertWhole(IEnumerable<RunEvent> events, string terminal) => AssertWhole(events.Select(e => (e.Id, e.Event)), terminal);
}

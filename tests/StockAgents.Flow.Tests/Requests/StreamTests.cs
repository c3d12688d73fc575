using StockAgents.Contracts.Analysis;
using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests.Requests;

/// <summary>Events are numbered and kept: whoever comes, or comes back, gets the rest.</summary>
public abstract class StreamTests(Topology topology) : FlowTest(topology)
{
    [Fact]
    public async Task A_reader_that_returns_from_any_position_gets_the_rest_without_gap_or_repeat()
    {
        var user = await NewUserAsync();
        var ticket = await user.AcceptAsync("600000.SH", Stop);
        // Two readers at once, while it runs; a third when all is over.
        var live = await Task.WhenAll(user.EventsAsync(ticket.TaskId, Stop), user.EventsAsync(ticket.TaskId, Stop));
        var all = live[0];
        Assert.Equal(Enumerable.Range(1, all.Count).Select(n => $"{n}"), all.Select(e => e.Id));
        Assert.Equal(all, live[1]);
        Assert.Equal(all, await user.EventsAsync(ticket.TaskId, Stop));
        Assert.Equal(AnalysisEvents.Complete, Assert.Single(all, e => AnalysisEvents.IsTerminal(e.Name)).Name);

        for (var seen = 0; seen <= all.Count; seen++)
            Assert.Equal(all.Skip(seen), await user.EventsAsync(ticket.TaskId, Stop, $"{seen}"));
    }
}

public sealed class StreamsOnStandaloneTests(StandaloneTopology standalone) : StreamTests(standalone);

public sealed class StreamsOnSuiteTests(SuiteTopology suite) : StreamTests(suite);

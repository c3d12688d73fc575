using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests.Reports;

/// <summary>One process or many: the same question has the same answer.</summary>
public sealed class SameReportTests(StandaloneTopology standalone, SuiteTopology suite)
{
    [Theory]
    [InlineData("MSFT")]
    [InlineData("000001.SZ")]
    public async Task Both_topologies_give_the_same_report(string symbol)
    {
        var stop = TestContext.Current.CancellationToken;
        var reports = new List<string>();
        foreach (Topology topology in new Topology[] { standalone, suite })
        {
            await topology.StartedAsync();
            var (_, report) = await (await topology.NewUserAsync(stop)).AnalyseAsync(symbol, date: null, stop);
            reports.Add(ReportChecks.WithoutTimes(report));
        }
        Assert.Equal(reports[0], reports[1]);
    }
}

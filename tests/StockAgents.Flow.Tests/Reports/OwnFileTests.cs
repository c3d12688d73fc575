using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using StockAgents.Flow.Tests.Topologies;
using StockAgents.TestKit;

namespace StockAgents.Flow.Tests.Reports;

/// <summary>Bars of the user's own, put into the folder while everything runs.</summary>
public abstract class OwnFileTests(Topology topology) : FlowTest(topology)
{
    [Theory]
    [InlineData("AAPL.csv", "AAPL", new[] { "2015-06-01", "2018-12-24", "2020-03-16" })]
    [InlineData("0700.HK.csv", "0700.HK", new[] { "2016-02-12", "2018-10-30", "2020-03-19" })]
    [InlineData("600519.SS.csv", "600519.SH", new[] { "2010-06-01", "2015-07-08", "2018-10-29" })]
    public async Task A_file_put_into_the_folder_can_be_analysed_at_once(string file, string symbol, string[] dates)
    {
        File.Copy(SharedData.PathOf("ohlcv", file), Path.Combine(Topology.Files, file), overwrite: true);
        var user = await NewUserAsync();
        var schema = await PublishedSchema.ReadAsync(user, Stop);
        foreach (var date in dates.Select(d => DateOnly.Parse(d, CultureInfo.InvariantCulture)))
        {
            var (_, text) = await user.AnalyseAsync(symbol, date, Stop);
            var report = JsonNode.Parse(text)!;
            Assert.Contains(report["evidence"]!.AsArray(), item => (string)item!["source"]! == "files");
            ReportChecks.EveryFieldIsFilledOrNamedAsMissing(report);
            ReportChecks.EveryClaimStandsOnEvidence(report, verified: true);
            ReportChecks.NothingIsKnownAfter(report, date);
            await schema.AssertFitsAsync("AnalysisReport", text, Stop);
        }
    }

    [Theory]
    [InlineData("BADA", "date,open,high,low,close,volume\n2020-01-02,1,2,0.5,1.5,100\n2020-01-03,1,two,0.5,1.5,100\n", "line 3")]
    [InlineData("BADB", "date,open,high,low,close,volume\n2020-01-02,1,2,0.5,-1.5,100\n", "line 2")]
    [InlineData("BADC", "date,open,high,low,volume\n2020-01-02,1,2,0.5,100\n", "close")]
    [InlineData("BADD", "", "empty")]
    [InlineData("BADE", "date,open,high,low,close,volume\n", "no rows")]
    public async Task A_file_that_can_t_be_used_is_refused_by_name_and_line(string symbol, string content, string named)
    {
        await File.WriteAllTextAsync(Path.Combine(Topology.Files, $"{symbol}.csv"), content, Stop);
        var user = await NewUserAsync();
        using var answer = await user.SubmitAsync(symbol, body: null, Stop);
        var sentence = await Problem.AssertAsync(answer);
        Assert.Contains($"{symbol}.csv", sentence, StringComparison.Ordinal);
        Assert.Contains(named, sentence, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Empty((await user.HistoryAsync(symbol, Stop)).Items);
    }
}

public sealed class OwnFilesOnStandaloneTests(StandaloneTopology standalone) : OwnFileTests(standalone);

public sealed class OwnFilesOnSuiteTests(SuiteTopology suite) : OwnFileTests(suite);

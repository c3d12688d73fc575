using System.Globalization;
using System.Text.Json.Nodes;
using StockAgents.Flow.Tests.Topologies;

namespace StockAgents.Flow.Tests.Reports;

/// <summary>Every bundled symbol at three dates, by the published rules.</summary>
public abstract class BundledSymbolTests(Topology topology) : FlowTest(topology)
{
    public static TheoryData<string, string[]> Symbols => new()
    {
        { "MSFT", ["2000-03-01", "2008-10-10", "2014-08-08"] },
        { "TXN", ["2000-03-01", "2003-03-12", "2014-08-08"] },
        { "^GSPC", ["2003-03-12", "2008-10-10", "2020-03-16"] },
        { "600000.SH", ["2008-11-04", "2015-07-08", "2024-09-19"] },
        { "000001.SZ", ["2008-11-04", "2015-07-08", "2024-09-19"] },
        { "000300.SH", ["2008-11-04", "2015-07-08", "2024-09-19"] },
        { "000001.SH", ["2008-11-04", "2015-07-08", "2024-09-19"] },
    };

    [Theory]
    [MemberData(nameof(Symbols))]
    public async Task A_report_is_whole_sourced_blind_to_the_future_and_repeatable(string symbol, string[] dates)
    {
        var user = await NewUserAsync();
        var schema = await PublishedSchema.ReadAsync(user, Stop);
        foreach (var date in dates.Select(d => DateOnly.Parse(d, CultureInfo.InvariantCulture)))
        {
            var (_, text) = await user.AnalyseAsync(symbol, date, Stop);
            var report = JsonNode.Parse(text)!;
            Assert.Equal((symbol, date.ToString("yyyy-MM-dd")), ((string)report["symbol"]!, (string)report["trade_date"]!));
            Assert.Equal("rules", (string)report["engine"]!);
            Assert.Equal("decision", (string)report["outcome"]!);
            ReportChecks.EveryFieldIsFilledOrNamedAsMissing(report);
            ReportChecks.EveryClaimStandsOnEvidence(report, verified: true);
            ReportChecks.NothingIsKnownAfter(report, date);
            await schema.AssertFitsAsync("AnalysisReport", text, Stop);

            var (_, again) = await user.AnalyseAsync(symbol, date, Stop);
            Assert.Equal(ReportChecks.WithoutTimes(text), ReportChecks.WithoutTimes(again));
        }
        await schema.AssertFitsAsync("AnalysisDetail", (await user.JsonAsync($"/api/analyze/latest/{Uri.EscapeDataString(symbol)}", Stop)).GetRawText(), Stop);
        await schema.AssertFitsAsync("AnalysisHistory", (await user.JsonAsync($"/api/analyze/history/{Uri.EscapeDataString(symbol)}", Stop)).GetRawText(), Stop);
    }
}

public sealed class BundledSymbolsOnStandaloneTests(StandaloneTopology standalone) : BundledSymbolTests(standalone);

public sealed class BundledSymbolsOnSuiteTests(SuiteTopology suite) : BundledSymbolTests(suite);

using StockAgents.Agents.Tests.Report;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Tests.Graph;

public sealed class QuickScanTests
{
    [Theory]
    [InlineData("MSFT", "en")]
    [InlineData("600000.SH", "zh")]
    [InlineData("0700.HK", "zh")]
    public async Task A_quick_scan_decides_from_market_news_and_macro(string symbol, string language)
    {
        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend(symbol).Build(), AnalysisLevel.L1, language);

        ReportRules.Hold(report);
        ReportRules.AllVerified(report);
        Assert.Equal(AnalysisOutcome.Decision, report.Outcome);
        Assert.True(report.Signal >= Signal.Buy);
        Assert.NotNull(report.TradeSetup);
        Assert.Equal(["market", "news", "macro"], report.Analysts.Select(a => a.Analyst));
        Assert.All(report.Analysts, a => Assert.Equal("completed", a.Status));
        Assert.Equal("rules", report.Engine);
    }

    [Fact]
    public async Task Progress_only_grows_and_ends_at_one_hundred()
    {
        var set = EvidenceBuilder.Uptrend().Build();
        var run = new InMemoryRun(GraphRig.SpecOf(set, AnalysisLevel.L1));

        await GraphRig.RunAsync(run, set);

        var progress = run.Events.Select(e => e.Data.Progress).ToList();
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(0, progress[0]);
        Assert.Equal(100, progress[^1]);
        Assert.Equal(3, run.Events.Count(e => e.Name == AnalysisEvents.Analyst));
        Assert.DoesNotContain(run.Events, e => AnalysisEvents.IsTerminal(e.Name));
    }

    [Fact]
    public async Task Without_a_closing_price_a_scan_abstains_instead_of_holding()
    {
        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend().Without(EvidenceNames.Close).Build(), AnalysisLevel.L1);

        ReportRules.Hold(report);
        Assert.Equal(AnalysisOutcome.Abstained, report.Outcome);
        Assert.Null(report.Signal);
        Assert.Contains("closing price", report.AbstentionReason!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_analyst_without_evidence_abstains_and_says_why()
    {
        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend().Without(EvidenceTopic.News).Build(), AnalysisLevel.L1);

        ReportRules.Hold(report);
        var news = Assert.Single(report.Analysts, a => a.Analyst == "news");
        Assert.Equal("abstained", news.Status);
        Assert.Null(news.Signal);
        Assert.Contains("No usable evidence", news.Summary, StringComparison.Ordinal);
        Assert.Contains(report.Missing, m => m.Name == "news_analysis" && m.Reason == news.Summary);
    }

    [Fact]
    public async Task An_index_is_analysed_but_not_traded()
    {
        var report = await GraphRig.RunAsync(EvidenceBuilder.Uptrend("^GSPC").Build(), AnalysisLevel.L1);

        ReportRules.Hold(report);
        Assert.NotNull(report.Signal);
        Assert.Null(report.TradeSetup);
        Assert.Contains(report.Missing, m => m.Name == "trade_setup" && m.Reason.Contains("index", StringComparison.Ordinal));
    }
}

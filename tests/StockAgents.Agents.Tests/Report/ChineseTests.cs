using System.Text.Json;
using System.Text.RegularExpressions;
using StockAgents.Agents.Tests.Graph;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Tests.Report;

public sealed partial class ChineseTests
{
    // Terms that Chinese analysts write in Latin letters, and what the evidence itself brings along.
    private static readonly string[] Latin = ["Amihud", "Ltd", "test"];

    [Theory]
    [InlineData(AnalysisLevel.L1)]
    [InlineData(AnalysisLevel.L2)]
    public async Task A_Chinese_run_speaks_Chinese_all_the_way(AnalysisLevel level)
    {
        EvidenceBuilder[] builders = [EvidenceBuilder.Uptrend("600000.SH"), FullAnalysisTests.Downtrend("600000.SH"), EvidenceBuilder.Uptrend("000001.SZ").Without(EvidenceTopic.News)];
        foreach (var set in builders.Select(b => b.Build()))
        {
            var run = new InMemoryRun(GraphRig.SpecOf(set, level, language: "zh"));

            var report = await GraphRig.RunAsync(run, set);

            Assert.All(run.Events, e => AssertChinese(e.Data.Message!, set));
            Assert.All(SentencesOf(report), s => AssertChinese(s, set));
        }
    }

    private static IEnumerable<string> SentencesOf(AnalysisReport report) =>
    [
        report.Reasoning, report.AnchorScript!, .. report.Analysts.Select(a => a.Summary), .. report.Claims.Select(c => c.Text), .. report.Quality.Reasons,
        .. report.SkippedAnalysts.Select(s => s.Reason), .. report.UiHints.ActionSuggestions, .. report.UiHints.DataQualityIssues,
        .. report.UiHints.PlannerInsight is { } insight ? [insight] : Array.Empty<string>(),
        .. report.TradeSetup is { } setup ? [setup.InvalidationCondition, setup.TimeHorizon] : Array.Empty<string>(),
        .. report.RiskAssessment?.Mitigation ?? [],
        .. (report.RiskPanel ?? []).SelectMany(o => new[] { o.Assessment, o.RecommendedAction }.Concat(o.Arguments)),
        .. SidesOf(report).SelectMany(s => new[] { s.Thesis }.Concat(s.Points.Concat(s.Rebuttals).SelectMany(p => new[] { p.Argument, Figures(p.Evidence) }))),
        .. report.Missing.Where(m => m.Reason != "no source has it").Select(m => m.Reason),
        .. (report.NewsAnalysis ?? []).Select(n => n.Summary),
    ];

    // A headline is quoted in the language it was written in.
    private static string Figures(string evidence) => evidence.Contains("Broker", StringComparison.Ordinal) || evidence.Contains("Cash", StringComparison.Ordinal) ? "" : evidence;

    private static IEnumerable<DebateSide> SidesOf(AnalysisReport report) => report.Debate is { } debate ? [debate.Bull, debate.Bear] : [];

    private static void AssertChinese(string text, EvidenceSet set)
    {
        var own = Latin.Aggregate(text.Replace(set.Instrument.Name, "", StringComparison.Ordinal), (t, w) => t.Replace(w, "", StringComparison.Ordinal));
        Assert.False(English().IsMatch(own), text);
        Assert.DoesNotContain("。 ", text, StringComparison.Ordinal);
        Assert.False(Spaced().IsMatch(own), JsonSerializer.Serialize(text));
    }

    [GeneratedRegex("[a-z]{2,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex English();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs} |[。，；：] ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaced();
}

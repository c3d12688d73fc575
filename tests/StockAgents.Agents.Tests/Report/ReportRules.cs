using System.Text.Json;
using System.Text.Json.Nodes;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.Json;

namespace StockAgents.Agents.Tests.Report;

/// <summary>What holds for every report, whoever answered and whatever the evidence was.</summary>
internal static class ReportRules
{
    private static readonly string[] Nullable =
    [
        "signal", "confidence", "debate", "risk_assessment", "risk_panel", "technical_indicators", "price_levels", "trade_setup",
        "news_analysis", "catalysts", "peers", "macro_context", "web_sources", "china_market",
    ];

    public static void Hold(AnalysisReport report)
    {
        Assert.Equal(report.Outcome is AnalysisOutcome.Decision, report.Signal is not null);
        Assert.Equal(report.Signal is not null, report.Confidence is not null);
        Assert.Equal(report.Outcome is AnalysisOutcome.Abstained, report.AbstentionReason is not null);
        Assert.NotEmpty(report.Reasoning);
        Assert.False(string.IsNullOrEmpty(report.AnchorScript));
        if (report.Confidence is { } confidence)
            Assert.InRange(confidence, 0, 100);
        Assert.InRange(report.Quality.Score, 0, 100);

        var json = JsonSerializer.SerializeToNode(report, ContractJson.Options)!.AsObject();
        foreach (var field in Nullable.Where(f => json[f] is null))
            Assert.Contains(report.Missing, m => m.Name == field && m.Reason.Length > 0);
        Assert.Equal(report.Missing.Count, report.Missing.Select(m => m.Name).Distinct().Count());

        Assert.All(report.Evidence, e => Assert.True(e.AsOf <= report.TradeDate && DateOnly.FromDateTime(e.KnownAt.UtcDateTime) <= report.TradeDate));
        var ids = report.Evidence.Select(e => e.Id).ToHashSet();
        Assert.All(report.Claims, c => Assert.True(!c.Verified || (c.Evidence.Count > 0 && c.Evidence.All(ids.Contains)), c.Text));
        Assert.Equal(Enumerable.Range(1, report.Claims.Count).Select(i => $"C{i}"), report.Claims.Select(c => c.Id));
        Assert.Equal(report.Claims.Count, report.Quality.ClaimsTotal);

        if (report.TradeSetup is { } setup)
            HoldSetup(report.Signal!.Value, setup);
        if (report.RiskAssessment is { Verdict: "Rejected" })
        {
            Assert.True(report.Signal <= Signal.Hold, $"{report.Signal} in spite of a rejection");
            Assert.Null(report.TradeSetup);
        }
    }

    public static void AllVerified(AnalysisReport report) =>
        Assert.All(report.Claims, c => Assert.True(c.Verified, $"{c.Role}: {c.Text} -> {string.Join(", ", c.Unverified)}"));

    /// <summary>The report as stored, without the times of the steps.</summary>
    public static string Bytes(AnalysisReport report) => JsonSerializer.Serialize(
        report with { Steps = [.. report.Steps.Select(s => s with { ElapsedMs = 0 })] }, ContractJson.Options);

    private static void HoldSetup(Signal signal, TradeSetup setup)
    {
        Assert.NotEqual(Signal.Hold, signal);
        Assert.True(setup.RiskReward > 0);
        Assert.InRange(setup.PositionSizePercent, 0, 100);
        Assert.True(setup.EntryZone.Low <= setup.EntryZone.High);
        if (signal > Signal.Hold)
            Assert.True(0 < setup.StopLoss && setup.StopLoss < setup.EntryZone.Low && setup.EntryZone.High < setup.TargetPrice);
        else
        {
            Assert.True(setup.StopLoss > setup.EntryZone.High && setup.EntryZone.Low > setup.TargetPrice && setup.TargetPrice > 0);
            Assert.Equal(0, setup.PositionSizePercent);
        }
    }
}

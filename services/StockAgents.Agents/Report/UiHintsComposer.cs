using System.Globalization;
using StockAgents.Agents.Graph;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.Agents.Report;

/// <summary>What the screen should draw the eye to, by the rules of wire contract 3.2.</summary>
internal static class UiHintsComposer
{
    public static UiHints Compose(GraphResult result, AnalysisReport report)
    {
        var matter = result.Case;
        var issues = IssuesOf(matter, report);
        var (level, message) = Alert(matter, report, issues);
        return new UiHints
        {
            AlertLevel = level,
            AlertMessage = message,
            HighlightSections = Highlights(report, level),
            KeyMetrics = KeyMetrics(matter, report),
            DataQualityIssues = issues,
            ConfidenceDisplay = report.Confidence switch { >= 70 => "gauge", >= 50 => "progress", _ => "badge" },
            DebateDisplay = report.Debate is { Winner: "Bull" or "Bear" }
                ? new DebateDisplay(ShowWinnerBadge: true, "prominent", ExpandByDefault: true)
                : new DebateDisplay(ShowWinnerBadge: false, "default", ExpandByDefault: false),
            ShowPlannerReasoning = result.PlannerInsight is not null,
            PlannerInsight = result.PlannerInsight,
            ActionSuggestions = Actions(matter, report),
            AnalysisLevel = report.AnalysisLevel,
            MarketSpecificHints = report.Symbol.Market is Market.CN
                ? [matter.Say("A-shares: watch policy risk, price limits and T+1 settlement.", "A股：关注政策风险、涨跌停限制与T+1交收。")]
                : [],
        };
    }

    private static (string Level, string? Message) Alert(AnalysisCase matter, AnalysisReport report, IReadOnlyList<string> issues)
    {
        var risk = report.RiskAssessment;
        if (risk is { Score: >= 8 })
            return ("critical", matter.Say($"Risk score {risk.Score} of 10.", $"风险评分{risk.Score}（满分10）。"));
        if (risk is { LiquidityConcerns: true })
            return ("critical", matter.Say("The stock trades too thinly.", "成交清淡，存在流动性风险。"));
        if (report.Signal is Signal.StrongSell)
            return ("critical", matter.Say("Strong sell.", "强烈卖出。"));
        if (risk is { Score: >= 6 } or { VolatilityStatus: "High" or "Extreme" })
            return ("warning", matter.Say($"Risk score {risk.Score} of 10, volatility {risk.VolatilityStatus.ToLowerInvariant()}.", $"风险评分{risk.Score}（满分10），波动偏高。"));
        if (issues.Count > 0)
            return ("warning", issues[0]);
        return report.Catalysts is { Count: > 0 } catalysts ? ("info", catalysts[0].Event) : ("none", null);
    }

    private static List<string> IssuesOf(AnalysisCase matter, AnalysisReport report)
    {
        var issues = new List<string>();
        if (report.Outcome is AnalysisOutcome.Abstained)
            issues.Add(report.AbstentionReason!);
        if (report.Quality.StaleData)
            issues.Add(matter.Say($"Prices end on {matter.Evidence.Prices.AsOf:yyyy-MM-dd}.", $"行情截至{matter.Evidence.Prices.AsOf:yyyy-MM-dd}。"));
        if (report.Quality.ClaimsVerified < report.Quality.ClaimsTotal)
            issues.Add(matter.Say($"{report.Quality.ClaimsTotal - report.Quality.ClaimsVerified} claims could not be verified.", $"{report.Quality.ClaimsTotal - report.Quality.ClaimsVerified}条论断未通过核对。"));
        if (report.Steps.Count(s => s.Status == "degraded") is > 0 and var degraded)
            issues.Add(matter.Say($"{degraded} steps fell back to rules.", $"{degraded}个步骤退回规则引擎。"));
        return issues;
    }

    private static IReadOnlyList<string> Highlights(AnalysisReport report, string level)
    {
        List<string> sections = ["signal"];
        if (level is "critical" or "warning" && report.RiskAssessment is not null)
            sections.Add("risk");
        if (report.TradeSetup is not null)
            sections.Add("trade_setup");
        if (report.Debate is { Winner: "Bull" or "Bear" })
            sections.Add("debate");
        if (report.NewsAnalysis is { Count: > 0 })
            sections.Add("news");
        return sections.Count == 1 ? ["signal", "risk"] : [.. sections.Take(3)];
    }

    private static List<string> KeyMetrics(AnalysisCase matter, AnalysisReport report)
    {
        var metrics = new List<string>();
        Add("CLOSE", matter.Figure(EvidenceNames.Close)?.ToString());
        Add("RSI", matter.Figure(EvidenceNames.Rsi)?.ToString());
        Add("RETURN_250D", matter.Figure(EvidenceNames.Return250)?.ToString("+", null));
        Add("VOLATILITY", matter.Figure(EvidenceNames.RealisedVolatility60)?.ToString());
        Add("RISK", report.RiskAssessment?.Score.ToString(CultureInfo.InvariantCulture));
        return metrics;

        void Add(string name, string? value)
        {
            if (value is not null)
                metrics.Add($"{name}={value}");
        }
    }

    private static IReadOnlyList<string> Actions(AnalysisCase matter, AnalysisReport report)
    {
        if (report.TradeSetup is { } setup)
        {
            var selling = report.Signal is Signal.Sell or Signal.StrongSell;
            return
            [
                selling
                    ? matter.Say($"Sell what you hold between {setup.EntryZone.Low} and {setup.EntryZone.High}; this is no short sale.", $"在{setup.EntryZone.Low}至{setup.EntryZone.High}区间卖出持仓，并非卖空。")
                    : matter.Say($"Buy between {setup.EntryZone.Low} and {setup.EntryZone.High}.", $"在{setup.EntryZone.Low}至{setup.EntryZone.High}区间买入。"),
                selling
                    ? matter.Say($"The exit is wrong above {setup.StopLoss}; {setup.TargetPrice} is expected.", $"升破{setup.StopLoss}则离场有误，预期价{setup.TargetPrice}。")
                    : matter.Say($"Wrong at {setup.StopLoss}; aim for {setup.TargetPrice}.", $"止损{setup.StopLoss}，目标{setup.TargetPrice}。"),
            ];
        }

        if (report.Outcome is AnalysisOutcome.Abstained)
            return [matter.Say("Ask again when the missing data is there.", "待数据补齐后重新分析。")];
        return report.PriceLevels is { Support: { } support, Resistance: { } resistance }
            ? [matter.Say($"Watch {support} below and {resistance} above.", $"关注下方{support}与上方{resistance}。")]
            : [matter.Say("Wait for a clearer picture.", "等待更明确的信号。")];
    }
}

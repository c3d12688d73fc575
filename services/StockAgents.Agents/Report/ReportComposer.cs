using StockAgents.Agents.Graph;
using StockAgents.Agents.Roles;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Report;

/// <summary>
/// Composes the report from the nodes' answers, by code: nothing is asked of a model here, so a report can't say what no role said.
/// The same answers give the same bytes but for the times in the steps.
/// </summary>
internal static class ReportComposer
{
    public static AnalysisReport Compose(GraphResult result, string engine)
    {
        var matter = result.Case;
        var ledger = new ClaimLedger(matter.Evidence);
        var ruling = Ruling.Of(result);
        var analysts = result.Findings.Select(f => SectionOf(f, ledger)).ToList();
        foreach (var (role, claims) in ruling.Claims)
            ledger.Enter(role, claims);

        var report = new AnalysisReport
        {
            Symbol = matter.Spec.Symbol,
            Instrument = matter.Evidence.Instrument,
            TradeDate = matter.Spec.TradeDate,
            AnalysisLevel = matter.Spec.Level,
            Language = matter.Spec.Language,
            Outcome = result.Abstention is null ? AnalysisOutcome.Decision : AnalysisOutcome.Abstained,
            AbstentionReason = result.Abstention,
            // A model that never got to answer is not the author.
            Engine = result.Steps.Any(s => s.Engine is not (RulesEngine.EngineName or Stage.Code)) ? engine : RulesEngine.EngineName,
            Quality = QualityGrade.Of(result, ledger.Claims),
            Signal = ruling.Signal,
            Confidence = ruling.Confidence,
            Reasoning = ruling.Reasoning,
            AnchorScript = AnchorScript.For(matter, ruling),
            Debate = ruling.Debate,
            RiskAssessment = ruling.Risk,
            RiskPanel = ruling.Panel,
            TechnicalIndicators = EvidenceSections.Technical(result),
            PriceLevels = PriceLadder.Of(matter),
            TradeSetup = ruling.Setup,
            NewsAnalysis = EvidenceSections.News(result),
            Catalysts = EvidenceSections.Catalysts(result),
            MacroContext = EvidenceSections.Macro(result),
            WebSources = EvidenceSections.WebSources(result),
            ChinaMarket = EvidenceSections.China(result),
            UiHints = NoHints,
            Analysts = analysts,
            SkippedAnalysts = result.Skipped,
            Evidence = matter.Evidence.Items,
            Claims = ledger.Claims,
            Missing = [],
            Steps = result.Steps,
            Usage = result.Usage,
        };

        // Hints and gaps are read off the finished report, so they can't disagree with it.
        report = report with { UiHints = UiHintsComposer.Compose(result, report) };
        return report with { Missing = MissingSections.Of(result, report, ruling.SetupReason) };
    }

    private static UiHints NoHints { get; } = new()
    {
        AlertLevel = "none",
        HighlightSections = [],
        KeyMetrics = [],
        DataQualityIssues = [],
        ConfidenceDisplay = "badge",
        DebateDisplay = new DebateDisplay(ShowWinnerBadge: false, "default", ExpandByDefault: false),
        ShowPlannerReasoning = false,
        ActionSuggestions = [],
        AnalysisLevel = AnalysisLevel.L1,
        MarketSpecificHints = [],
    };

    private static AnalystSection SectionOf(AnalystFinding finding, ClaimLedger ledger) => new()
    {
        Analyst = finding.Analyst.Name,
        Status = finding.Abstained ? "abstained" : finding.Answer.Degraded ? "degraded" : "completed",
        Engine = finding.Answer.Engine,
        Signal = finding.Output.Signal,
        Confidence = finding.Output.Confidence,
        Summary = finding.Output.Summary,
        Claims = ledger.Enter(finding.Analyst.Role.Key, finding.Output.Claims),
        Details = finding.Abstained ? null : finding.Details,
    };
}

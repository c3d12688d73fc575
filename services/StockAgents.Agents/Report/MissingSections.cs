using StockAgents.Agents.Graph;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Report;

/// <summary>Names every section of the report that is null, with the reason; the missing inputs of the evidence follow.</summary>
internal static class MissingSections
{
    public static IReadOnlyList<MissingInput> Of(GraphResult result, AnalysisReport report, string? setupReason)
    {
        var matter = result.Case;
        var missing = new List<MissingInput>();
        var undecided = result.Abstention;
        Name("signal", report.Signal is null, undecided);
        Name("confidence", report.Confidence is null, undecided);
        Name("debate", report.Debate is null, undecided ?? Say("A quick scan (L1) has no debate.", "快速分析（L1）不含多空辩论。"));
        Name("risk_assessment", report.RiskAssessment is null, undecided ?? Say("The evidence holds no volatility to measure risk by.", "证据中缺少波动率，无法衡量风险。"));
        Name("risk_panel", report.RiskPanel is null, undecided ?? Say("A quick scan (L1) has no risk panel.", "快速分析（L1）不含风险评审。"));
        Name("technical_indicators", report.TechnicalIndicators is null, ReasonOf("market"));
        Name("technical_indicators.rsi", report.TechnicalIndicators is { Rsi: null }, Say("The evidence holds no RSI.", "证据中缺少RSI。"));
        Name("price_levels", report.PriceLevels is null, Say("There are no watched prices around the close.", "收盘价附近没有可用的关键价位。"));
        Name("price_levels.support", report.PriceLevels is { Support: null }, Say("No watched price lies below the close.", "收盘价下方没有关键价位。"));
        Name("price_levels.resistance", report.PriceLevels is { Resistance: null }, Say("No watched price lies above the close.", "收盘价上方没有关键价位。"));
        Name("price_levels.pivot", report.PriceLevels is { Pivot: null }, Say("The evidence holds no pivot.", "证据中缺少枢轴点。"));
        Name("trade_setup", report.TradeSetup is null, undecided ?? setupReason);
        Name("news_analysis", report.NewsAnalysis is null, ReasonOf("news"));
        Name("catalysts", report.Catalysts is null, ReasonOf("news"));
        Name("peers", report.Peers is null, Say("No source of peer companies is configured.", "未配置同业公司数据源。"));
        Name("macro_context", report.MacroContext is null, ReasonOf("macro"));
        Name("web_sources", report.WebSources is null, Say("No evidence text has a web address.", "证据文本均无网址。"));
        var mainland = EvidenceSections.IsMainland(result);
        Name("china_market", report.ChinaMarket is null, mainland ? ReasonOf("sentiment", "policy") : Say("For A-shares only.", "仅适用于A股。"));
        Name("china_market.retail_sentiment", report.ChinaMarket is { RetailSentiment: null }, ReasonOf("sentiment"));
        Name("china_market.policy_analysis", report.ChinaMarket is { PolicyAnalysis: null }, ReasonOf("policy"));
        Name("ui_hints.historical_cases_count", report.UiHints.HistoricalCasesCount is null, Say("Earlier cases are not part of the evidence.", "证据不含历史案例。"));
        missing.AddRange(matter.Evidence.Missing.Where(m => !missing.Exists(x => x.Name == m.Name)));
        return missing;

        void Name(string section, bool isMissing, string? reason)
        {
            if (isMissing)
                missing.Add(new MissingInput(section, reason ?? Say("It was not answered.", "未作答。")));
        }

        string Say(string english, string chinese) => matter.Say(english, chinese);

        string ReasonOf(params string[] analysts)
        {
            foreach (var analyst in analysts)
            {
                if (result.Skipped.FirstOrDefault(s => s.Analyst == analyst) is { } skipped)
                    return skipped.Reason;
                if (result.Findings.FirstOrDefault(f => f.Analyst.Name == analyst)?.Output.Abstention is { } abstention)
                    return abstention;
            }

            return result.Findings.Any(f => analysts.Contains(f.Analyst.Name))
                ? Say("The evidence holds nothing to report here.", "证据中没有可报告的内容。")
                : Say("The analyst was not part of this run.", "该分析师未参与本次分析。");
        }
    }
}

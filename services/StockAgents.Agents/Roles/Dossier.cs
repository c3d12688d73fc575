using System.Text;
using System.Text.Json;
using StockAgents.Agents.Evidence;
using StockAgents.Contracts.Json;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Roles;

/// <summary>Composes the context of a question: who is analysed, the evidence, what colleagues answered. Data only.</summary>
internal static class Dossier
{
    public static string ForAnalyst(AnalysisCase matter, IEnumerable<EvidenceTopic> topics) =>
        Head(matter) + EvidenceTables.Of(matter.Evidence, topics);

    /// <summary>For roles after the analysts: all evidence, then the answers they build on.</summary>
    public static string After(AnalysisCase matter, params (string Name, object Answer)[] answers)
    {
        var text = new StringBuilder(Head(matter)).Append(EvidenceTables.Of(matter.Evidence, Enum.GetValues<EvidenceTopic>()));
        foreach (var (name, answer) in answers)
        {
            text.Append("<answer from=\"").Append(name).Append("\">")
                .Append(JsonSerializer.Serialize(answer, ContractJson.Options).Replace("</answer", "‹/answer", StringComparison.OrdinalIgnoreCase))
                .Append("</answer>\n");
        }

        return text.ToString();
    }

    public static object Of(IReadOnlyList<AnalystFinding> findings) => findings.Where(f => !f.Abstained).Select(f => new
    {
        Analyst = f.Analyst.Name,
        f.Output.Signal,
        f.Output.Confidence,
        f.Output.Summary,
        f.Output.Claims,
        f.Details,
    });

    private static string Head(AnalysisCase matter) =>
        $"instrument: {matter.Spec.Symbol.Value} ({matter.Name}), market {matter.Spec.Symbol.Market}, currency {matter.Evidence.Instrument.Currency}\n"
        + $"analysis date: {matter.Spec.TradeDate:yyyy-MM-dd}; language of sentences: {matter.Spec.Language}\n";
}

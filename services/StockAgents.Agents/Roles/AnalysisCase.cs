using StockAgents.Agents.Evidence;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>What lies before every role: what was asked, and the evidence.</summary>
internal sealed record AnalysisCase(RunSpec Spec, EvidencePack Evidence)
{
    public bool Chinese => Spec.Language == "zh";

    public string Name => Evidence.Instrument.Name.Length > 0 ? Evidence.Instrument.Name : Spec.Symbol.Value;

    /// <summary>The sentence in the report's language; both stand side by side so that neither is forgotten.</summary>
    public string Say(string english, string chinese) => Chinese ? chinese : english;

    public Figure? Figure(string name) => Evidence.ByName(name) is { } item ? FigureOf(item) : null;

    public Figure FigureOf(EvidenceItem item) => new(item, Chinese);

    public double? Value(string name) => Figure(name)?.Value;
}

using StockAgents.Agents.Evidence;
using StockAgents.Agents.Runs;
using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Roles;

/// <summary>What lies before every role: what was asked, and the evidence.</summary>
internal sealed record AnalysisCase(RunSpec Spec, EvidencePack Evidence)
{
    public bool Chinese => Spec.Language == "zh";

    public string Name => Evidence.Instrument.Name.Length > 0 ? Evidence.Instrument.Name : Spec.Symbol.Value;

    /// <summary>The sentence in the report's language; both stand side by side so that neither is forgotten.</summary>
    public string Say(string english, string chinese) => Chinese ? chinese : english;

    /// <summary>Two sentences in a row: Chinese sets no space between them.</summary>
    public string Join(string first, string second) => Chinese || second.Length == 0 ? first + second : $"{first} {second}";

    public Figure? Figure(string name) => Evidence.ByName(name) is { } item ? FigureOf(item) : null;

    public Figure FigureOf(EvidenceItem item) => new(item, Chinese);

    public double? Value(string name) => Figure(name)?.Value;

    /// <summary>True when the year's high is its low (or, without them, no session had a range): such prices say nothing of direction.</summary>
    public bool Unmoved => (Figure(EvidenceNames.High52Week), Figure(EvidenceNames.Low52Week)) is ({ } high, { } low)
        ? high.Against(low) == 0
        : Figure(EvidenceNames.Atr) is { Direction: 0 };
}

using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>
/// Combines the analysts' signals, each weighted by its confidence (combining forecasts: Bates and Granger 1969, Clemen 1989).
/// </summary>
/// <param name="Mean">-1..1 on the scale Strong Sell = -1, Sell = -0.5, Hold = 0, Buy = 0.5, Strong Buy = 1.</param>
internal sealed record Consensus(double Mean, int Confidence)
{
    private const double Directional = 0.2;
    private const double Strong = 0.7;
    private const int Undirected = 20;

    public Signal Signal => Mean switch
    {
        >= Strong => Signal.StrongBuy,
        >= Directional => Signal.Buy,
        > -Directional => Signal.Hold,
        > -Strong => Signal.Sell,
        _ => Signal.StrongSell,
    };

    /// <summary>Null when nobody has a signal; neutral and unsure when the prices do not move, whatever is said around them.</summary>
    public static Consensus? Of(AnalysisCase matter, IReadOnlyList<AnalystFinding> findings)
    {
        var voices = findings.Where(f => !f.Abstained)
            .Select(f => (Score: ScoreOf(f.Output.Signal!.Value), Weight: (double)Math.Max(1, f.Output.Confidence!.Value))).ToList();
        if (voices.Count == 0)
            return null;
        var weight = voices.Sum(v => v.Weight);
        var mean = voices.Sum(v => v.Score * v.Weight) / weight;

        // Agreement: how little the voices scatter around their mean; 1 when all say the same.
        var agreement = 1 - Math.Min(1, voices.Sum(v => Math.Abs(v.Score - mean) * v.Weight) / weight);
        var conviction = weight / (100 * voices.Count);
        var coverage = (double)voices.Count / findings.Count;
        var confidence = (int)Math.Round(100 * Math.Sqrt(coverage) * ((0.5 * agreement) + (0.5 * conviction)));
        return matter.Unmoved ? new Consensus(0, Math.Min(Undirected, confidence)) : new Consensus(mean, confidence);
    }

    public static double ScoreOf(Signal signal) => ((int)signal - (int)Signal.Hold) / 2.0;
}

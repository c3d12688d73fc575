using StockAgents.Agents.Evidence;
using StockAgents.Contracts.Analysis;

namespace StockAgents.Agents.Roles;

/// <summary>What one published rule says.</summary>
/// <param name="Rule">Short name of the rule.</param>
/// <param name="Strength">-1 (as bearish as it gets) to 1.</param>
internal sealed record Vote(string Analyst, string Rule, double Strength, double Weight, ClaimDraft Claim)
{
    /// <summary>How much it counts for its side.</summary>
    public double Force => Math.Abs(Strength) * Weight;
}

/// <summary>A rule's reading of its figures, in both languages.</summary>
internal readonly record struct Reading(double Strength, string English, string Chinese);

/// <summary>
/// Collects the rules of one analyst. A rule whose figures are not all there is silent: it votes nothing and only lowers
/// the coverage, and with it the confidence.
/// </summary>
/// <param name="shrinks">The mean and the votes' weights shrink with the square root of the coverage, the confidence with the coverage itself.</param>
/// <param name="still">The prices do not move, so nothing read off them has a direction.</param>
internal sealed class Ballot(string analyst, AnalysisCase matter, bool shrinks, bool still)
{
    private const double Directional = 0.15;
    private const double Strong = 0.5;
    private const int Surest = 95;
    private const int Undirected = 20;
    private readonly List<Vote> _votes = [];
    private double _possible;

    public IReadOnlyList<Vote> Votes => shrinks ? [.. _votes.Select(v => v with { Weight = v.Weight * Math.Sqrt(Coverage) })] : _votes;

    /// <summary>Share of the rules, by weight, that had their figures.</summary>
    public double Coverage => _possible > 0 ? _votes.Sum(v => v.Weight) / _possible : 0;

    /// <summary>Weighted mean of the votes, -1..1.</summary>
    public double Mean => _votes.Count == 0 ? 0 : (shrinks ? Math.Sqrt(Coverage) : 1) * _votes.Sum(v => v.Strength * v.Weight) / _votes.Sum(v => v.Weight);

    public Signal? Signal => _votes.Count == 0 ? null : SignalOf(Mean);

    /// <summary>
    /// 0..100: half agreement of the rules (net force over total force), half how far the mean is into its signal's band,
    /// times the square root of coverage: half of the rules silent costs three tenths, not half. Never beyond 95: rules of prices are
    /// not certain however well they agree; and never beyond 20 when not one rule leans either way, since that is no view.
    /// </summary>
    public int Confidence
    {
        get
        {
            var force = _votes.Sum(v => v.Force);
            if (force <= 0)
                return (int)Math.Round(Undirected * Math.Sqrt(Coverage));
            var agreement = Math.Abs(_votes.Sum(v => v.Strength * v.Weight)) / force;
            var size = Math.Abs(Mean);
            var depth = size < Directional ? 1 - (size / Directional) : Math.Min(1, size / Strong);
            if (size < Directional)
                agreement = 1 - agreement;
            return Math.Min(Surest, (int)Math.Round(100 * (shrinks ? Coverage : Math.Sqrt(Coverage)) * ((0.5 * agreement) + (0.5 * depth))));
        }
    }

    public static Signal SignalOf(double mean) => mean switch
    {
        >= Strong => Contracts.Analysis.Signal.StrongBuy,
        >= Directional => Contracts.Analysis.Signal.Buy,
        > -Directional => Contracts.Analysis.Signal.Hold,
        > -Strong => Contracts.Analysis.Signal.Sell,
        _ => Contracts.Analysis.Signal.StrongSell,
    };

    public void Rule(string rule, double weight, string name, Func<Figure, Reading?> read) =>
        Rule(rule, weight, [name], f => read(f[0]));

    public void Rule(string rule, double weight, string first, string second, Func<Figure, Figure, Reading?> read) =>
        Rule(rule, weight, [first, second], f => read(f[0], f[1]));

    public void Rule(string rule, double weight, string first, string second, string third, Func<Figure, Figure, Figure, Reading?> read) =>
        Rule(rule, weight, [first, second, third], f => read(f[0], f[1], f[2]));

    /// <summary>A rule over texts, or over figures that the caller has already found.</summary>
    public void Add(string rule, double weight, Reading? reading, IReadOnlyList<string> evidence)
    {
        _possible += weight;
        if (reading is not { } said)
            return;
        var strength = double.IsFinite(said.Strength) && !still ? Math.Clamp(said.Strength, -1, 1) : 0;
        _votes.Add(new Vote(analyst, rule, strength, weight, new ClaimDraft(matter.Say(said.English, said.Chinese), evidence)));
    }

    private void Rule(string rule, double weight, string[] names, Func<Figure[], Reading?> read)
    {
        var figures = names.Select(matter.Figure).OfType<Figure>().ToArray();
        Add(rule, weight, figures.Length == names.Length ? read(figures) : null, [.. figures.Select(f => f.Id)]);
    }
}

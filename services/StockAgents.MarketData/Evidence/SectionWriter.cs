using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>Collects one section: each name asked for ends as a number or as a missing input with its reason, never as a default.</summary>
internal sealed class SectionWriter(EvidenceTopic topic, DateTimeOffset knownAt)
{
    private readonly List<DataPoint> _points = [];
    private readonly List<MissingInput> _missing = [];

    /// <summary>States a value of a price history, or says that the history is too short or the value is not defined.</summary>
    /// <param name="needed">Sessions the value needs.</param>
    /// <param name="undefined">Why the value can be no number although the history is long enough.</param>
    /// <param name="ago">How many sessions before the last one the value describes.</param>
    public void Add(
        PriceHistory history, string name, Measure measure, int needed, double value, string calculation, string undefined = "prices did not move in the window", int ago = 0)
    {
        if (history.Count < needed)
            Missing(name, history.Shortage(needed));
        else
            Add(name, measure, value, history.DateAgo(ago), history.Set.Provenance.Source, calculation, undefined);
    }

    public void Add(string name, Measure measure, double value, DateOnly asOf, string source, string calculation, string undefined)
    {
        if (measure.State(value) is { } stated)
            _points.Add(new DataPoint(name, stated, measure.Unit, asOf, knownAt, source, calculation));
        else
            Missing(name, double.IsNaN(value) ? undefined : "the value is too large to be real");
    }

    public void Missing(string name, string reason) => _missing.Add(new MissingInput(name, reason));

    public void Missing(IEnumerable<string> names, string reason)
    {
        foreach (var name in names)
            Missing(name, reason);
    }

    public EvidenceSection Done(IReadOnlyList<DatedText>? texts = null) => new(topic, _points, texts ?? [], _missing);
}

using StockAgents.Contracts.Analysis;
using StockAgents.Contracts.MarketData;

namespace StockAgents.Agents.Evidence;

/// <summary>
/// The evidence of one run with its numbers: <c>E1..En</c>, by topic and then in the order the data service gave, so the
/// same set always gets the same ids. Nothing that was not yet known at the trade date gets in.
/// </summary>
internal sealed class EvidencePack
{
    private readonly Dictionary<string, EvidenceItem> _byId = [];
    private readonly Dictionary<string, EvidenceItem> _byName = [];

    private EvidencePack(EvidenceSet set, DateOnly tradeDate, IReadOnlyList<EvidenceItem> items, IReadOnlyList<MissingInput> missing)
    {
        Instrument = set.Instrument;
        TradeDate = tradeDate;
        Prices = set.Prices;
        Items = items;
        Missing = missing;
        foreach (var item in items)
        {
            _byId.Add(item.Id, item);
            if (item.Value is not null)
                _byName.TryAdd(item.Name, item);
        }
    }

    public Instrument Instrument { get; }

    public DateOnly TradeDate { get; }

    public Provenance Prices { get; }

    public IReadOnlyList<EvidenceItem> Items { get; }

    /// <summary>Inputs the data service wanted and could not get, by topic, each name once.</summary>
    public IReadOnlyList<MissingInput> Missing { get; }

    /// <exception cref="PointInTimeException">A datum describes, or became known in, a time after <paramref name="tradeDate"/>.</exception>
    public static EvidencePack Build(EvidenceSet set, DateOnly tradeDate)
    {
        var items = new List<EvidenceItem>();
        var missing = new List<MissingInput>();
        foreach (var section in set.Sections.OrderBy(s => s.Topic))
        {
            foreach (var point in section.Points)
            {
                Require(point.Name, point.AsOf, point.KnownAt, tradeDate);
                items.Add(new EvidenceItem(
                    NextId(), section.Topic, point.Name, point.Value, point.Unit, Text: null,
                    point.AsOf, point.KnownAt, point.Source, point.Calculation, Url: null));
            }

            foreach (var text in section.Texts)
            {
                Require(text.Title, text.Date, text.KnownAt, tradeDate);
                items.Add(new EvidenceItem(
                    NextId(), section.Topic, text.Kind, Value: null, "text", string.IsNullOrEmpty(text.Body) ? text.Title : $"{text.Title}\n{text.Body}",
                    text.Date, text.KnownAt, text.Source, "as reported", text.Url));
            }

            missing.AddRange(section.Missing);
        }

        return new EvidencePack(set, tradeDate, items, [.. missing.DistinctBy(m => m.Name)]);

        string NextId() => $"E{items.Count + 1}";
    }

    public EvidenceItem? ById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The number of that name; the first when a source gave several.</summary>
    public EvidenceItem? ByName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Dated texts of a topic, newest first.</summary>
    public IReadOnlyList<EvidenceItem> Texts(EvidenceTopic topic) =>
        [.. Items.Where(i => i.Topic == topic && i.Text is not null).OrderByDescending(i => i.AsOf)];

    public bool HasAny(IEnumerable<EvidenceTopic> topics) => Items.Any(i => topics.Contains(i.Topic));

    // The three markets close at 07:00 to 21:00 UTC of their own trading day, so the UTC date bounds them all.
    private static void Require(string name, DateOnly asOf, DateTimeOffset knownAt, DateOnly tradeDate)
    {
        if (asOf > tradeDate)
            throw new PointInTimeException(name, tradeDate, $"dated {asOf:yyyy-MM-dd}");
        if (DateOnly.FromDateTime(knownAt.UtcDateTime) > tradeDate)
            throw new PointInTimeException(name, tradeDate, $"known at {knownAt.UtcDateTime:yyyy-MM-dd HH:mm}Z");
    }
}

using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Calendars;

namespace StockAgents.MarketData.Snapshot;

/// <summary>The bundled dated events: rating changes and dividends of MSFT, 2009 to 2014.</summary>
internal sealed class SnapshotTexts
{
    private static readonly Symbol Microsoft = Symbol.Parse("MSFT");
    private readonly Lazy<IReadOnlyList<DatedText>> _microsoft = new(Read);

    /// <summary>What was known at the close of <paramref name="asOf"/>, oldest first.</summary>
    public IReadOnlyList<DatedText> Of(Symbol symbol, DateOnly asOf) =>
        symbol == Microsoft ? [.. _microsoft.Value.Where(t => t.Date <= asOf)] : [];

    private static IReadOnlyList<DatedText> Read()
    {
        var calendar = TradingCalendar.Of(Microsoft.Market);
        return [.. SnapshotReader.Events("MSFT").Select(e => new DatedText(
            Kind(e.Kind, e.Sentence), e.Kind == "D" ? $"Dividend. {e.Sentence}" : e.Sentence, null, e.Date,
            // The package gives a day, not a time: taken as known when that day's session has closed.
            calendar.SessionClose(e.Date), SnapshotSource.SourceName, null))];
    }

    private static string Kind(string kind, string sentence) => (kind, sentence) switch
    {
        ("D", _) => "dividend",
        (_, ['U', 'p', 'g', ..]) => "upgrade",
        (_, ['D', 'o', 'w', ..]) => "downgrade",
        _ => "rating",
    };
}

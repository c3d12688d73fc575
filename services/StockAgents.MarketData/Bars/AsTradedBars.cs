using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Bars;

/// <summary>
/// All daily bars one source has of one instrument, as printed on the day, with the corporate actions kept apart.
/// Everything adjusted is derived from this by <see cref="Adjust"/>, so that a past day can be seen as it looked then.
/// </summary>
internal sealed record AsTradedBars
{
    public required Instrument Instrument { get; init; }

    public required string Source { get; init; }

    /// <summary>Oldest first, one a day, never empty.</summary>
    public required Bar[] Bars { get; init; }

    /// <summary>By ex-date, oldest first.</summary>
    public required IReadOnlyList<CorporateAction> Actions { get; init; }

    public bool ActionsKnown { get; init; } = true;

    public IReadOnlyList<DateOnly> SuspectedExDates { get; init; } = [];

    public required DateTimeOffset FetchedAt { get; init; }

    public Symbol Symbol => Instrument.Symbol;

    public DateOnly First => Bars[0].Date;

    public DateOnly Last => Bars[^1].Date;

    public Coverage Coverage => new(Source, First, Last);

    /// <summary>How many bars have a date up to and including <paramref name="day"/>.</summary>
    public int CountUpTo(DateOnly day)
    {
        var (low, high) = (0, Bars.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Bars[middle].Date <= day)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    public bool HasBarOn(DateOnly day) => CountUpTo(day) is var count and > 0 && Bars[count - 1].Date == day;
}

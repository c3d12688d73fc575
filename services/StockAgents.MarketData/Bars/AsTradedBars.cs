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

    /// <summary>False when the source has no actions at all; <see cref="WhyActionsUnknown"/> says how things stand on a day.</summary>
    public bool ActionsKnown { get; init; } = true;

    /// <summary>The first day from which an action lies behind that the source can't date; null when there is none.</summary>
    public DateOnly? ActionsUnknownFrom { get; init; }

    /// <summary>Days for which the source does not say what went ex on them, though later days do.</summary>
    public IReadOnlySet<DateOnly> DaysWithoutActions { get; init; } = new HashSet<DateOnly>();

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

    /// <summary>
    /// Why a view from <paramref name="asOf"/> has no actions, continuing the source's name; null when it has them. Depends on
    /// nothing later than that day, so the same day has the same answer however far the source goes.
    /// </summary>
    public string? WhyActionsUnknown(DateOnly asOf) =>
        !ActionsKnown ? "has no splits and dividends"
        : ActionsUnknownFrom <= asOf ? $"has empty adj_close cells around an ex-date up to {ActionsUnknownFrom:yyyy-MM-dd}, so no reliable splits and dividends"
        : CountUpTo(asOf) is var count and > 0 && DaysWithoutActions.Contains(Bars[count - 1].Date)
            ? $"has an empty adj_close cell on {Bars[count - 1].Date:yyyy-MM-dd}, so no reliable splits and dividends"
        : null;

    /// <summary>
    /// The suspected days up to <paramref name="asOf"/> that nothing explains. Where actions are known, a mainland gap is none: a
    /// share back from a suspension opens without a limit. Elsewhere a jump stays suspect unless its split is recorded.
    /// </summary>
    public IEnumerable<DateOnly> SuspectedOn(DateOnly asOf, bool actionsKnown) => SuspectedExDates.Where(day => day <= asOf
        && (!actionsKnown || (Symbol.Market is not Market.CN && !Actions.Any(a => a.ExDate == day && a.SplitFactor != 1))));

    public bool HasBarOn(DateOnly day) => CountUpTo(day) is var count and > 0 && Bars[count - 1].Date == day;
}

using StockAgents.Contracts.Symbols;

namespace StockAgents.Contracts.MarketData;

/// <summary>One daily bar. Prices in the instrument's currency, volume in shares (index volume as the source has it).</summary>
/// <param name="Date">Trading day in the exchange's own calendar.</param>
public sealed record Bar(DateOnly Date, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume);

/// <summary>How prices of a <see cref="BarSet"/> relate to what was printed on the day.</summary>
public enum Adjustment
{
    /// <summary>As traded on the day.</summary>
    None,

    /// <summary>Divided by later split and bonus factors.</summary>
    Split,

    /// <summary>Split-adjusted and proportionally reduced by later dividends: a total-return series.</summary>
    Total,
}

/// <summary>A split, bonus issue or cash dividend. Facts of the ex-date, kept apart from prices.</summary>
/// <param name="SplitFactor">New shares for one old share; 1 when none.</param>
/// <param name="Dividend">Cash for one share as traded before the ex-date; 0 when none.</param>
public sealed record CorporateAction(DateOnly ExDate, decimal SplitFactor, decimal Dividend);

/// <summary>Where a set of data came from and how old it is.</summary>
/// <param name="Source">Name of the source that answered: <c>snapshot</c>, <c>files</c>, <c>yahoo</c>.</param>
/// <param name="AsOf">The last trading day the data covers.</param>
/// <param name="Stale">True when the market has completed sessions after <paramref name="AsOf"/> that were asked for.</param>
/// <param name="FetchedAt">When the source was read; for bundled data the day it was made.</param>
public sealed record Provenance(string Source, DateOnly AsOf, bool Stale, DateTimeOffset FetchedAt);

/// <summary>Daily bars of one instrument from exactly one source, oldest first.</summary>
public sealed record BarSet(
    Symbol Symbol,
    string Currency,
    Adjustment Adjustment,
    IReadOnlyList<Bar> Bars,
    IReadOnlyList<CorporateAction> Actions,
    Provenance Provenance)
{
    /// <summary>False when the source has no splits and dividends: then every adjustment equals the prices as traded, and a return across an ex-date is wrong.</summary>
    public bool ActionsKnown { get; init; } = true;

    /// <summary>
    /// Days behind which an action must lie that the source does not record: an opening gap no daily price limit allows (mainland,
    /// only where actions are unknown), or a jump by the ratio of a split (elsewhere).
    /// </summary>
    public IReadOnlyList<DateOnly> SuspectedExDates { get; init; } = [];
}

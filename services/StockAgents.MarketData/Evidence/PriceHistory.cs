using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Evidence;

/// <summary>
/// A bar set as columns of doubles, cut to the stretch whose prices can be compared: it begins after the last impossible price
/// and at the last day on which an unrecorded split is suspected or a long stretch without bars ends.
/// </summary>
internal sealed class PriceHistory
{
    private readonly string _cut = "";

    public PriceHistory(BarSet set)
    {
        Set = set;
        var bars = set.Bars;
        var impossible = -1;
        for (var i = 0; i < bars.Count; i++)
        {
            if (bars[i].Low <= 0 || bars[i].Close <= 0)
                impossible = i;
        }
        var start = impossible + 1;
        if (start > 0)
            _cut = $" since the last price that is not positive ({bars[impossible].Date:yyyy-MM-dd})";
        if (set.SuspectedExDates.Count > 0 && set.SuspectedExDates.Max() is var suspected)
        {
            var first = IndexOf(bars, suspected, start);
            if (first > start)
                (start, _cut) = (first, $" since {suspected:yyyy-MM-dd}, when an unrecorded split or bonus issue is suspected");
        }
        Gaps = SessionGap.Of(set);
        if (Gaps.LastOrDefault(g => g.CutsHistory) is { } gap && IndexOf(bars, gap.After, start) is var behind && behind > start)
            (start, _cut) = (behind, $" since {gap.After:yyyy-MM-dd}, after {gap.Sessions} sessions without bars");
        Bars = [.. bars.Skip(start)];
        High = Column(b => b.High);
        Low = Column(b => b.Low);
        Close = Column(b => b.Close);
        Volume = Column(b => b.Volume);
    }

    public BarSet Set { get; }

    public IReadOnlyList<Bar> Bars { get; }

    /// <summary>Stretches of sessions that are missing from the whole set, the cut part included.</summary>
    public IReadOnlyList<SessionGap> Gaps { get; }

    public double[] High { get; }

    public double[] Low { get; }

    public double[] Close { get; }

    public double[] Volume { get; }

    public int Count => Close.Length;

    public DateOnly LastDate => DateAgo(0);

    /// <summary>The day so many sessions before the last.</summary>
    public DateOnly DateAgo(int sessions) => sessions < Count ? Bars[^(sessions + 1)].Date : Set.Provenance.AsOf;

    /// <summary>What a return of this series is: with dividends, or without them because nobody said what they were.</summary>
    public string ReturnKind => Set switch
    {
        { Symbol.IsIndex: true } => "index level",
        { Adjustment: Adjustment.Total, ActionsKnown: true } => "total return",
        _ => "price return, dividends not known",
    };

    /// <summary>Why something that needs a number of sessions is missing.</summary>
    public string Shortage(int needed) => $"{needed} sessions needed, {Count} available{_cut}";

    /// <summary>The close so many sessions before the last, or NaN.</summary>
    public double CloseAgo(int sessions) => sessions < Count ? Close[^(sessions + 1)] : double.NaN;

    /// <summary>Change of the close over so many sessions, in percent.</summary>
    public double ReturnOver(int sessions) => 100 * ((CloseAgo(0) / CloseAgo(sessions)) - 1);

    /// <summary>Runs an indicator over the whole history and gives its newest value.</summary>
    public double Last(Action<double[]> compute) => LastOf(compute, back: 0);

    /// <summary>The same, as it stood the given number of sessions ago.</summary>
    public double LastOf(Action<double[]> compute, int back)
    {
        var values = new double[Count];
        compute(values);
        return back < Count ? values[^(back + 1)] : double.NaN;
    }

    private static int IndexOf(IReadOnlyList<Bar> bars, DateOnly day, int start)
    {
        var first = start;
        while (first < bars.Count && bars[first].Date < day)
            first++;
        return first;
    }

    private double[] Column(Func<Bar, decimal> value) => [.. Bars.Select(b => (double)value(b))];
}

using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Instruments;

/// <summary>
/// The daily price limits of mainland exchanges by board and date (SSE and SZSE trading rules; main board 10 % since
/// 1996-12-16, STAR 20 % since its start, ChiNext 20 % since 2020-08-24, Beijing 30 %).
/// </summary>
internal static class DailyLimits
{
    private static readonly DateOnly Introduced = new(1996, 12, 16);
    private static readonly DateOnly ChiNextWidened = new(2020, 8, 24);

    /// <summary>The limit as a fraction of the previous close; null where there is none.</summary>
    public static decimal? Of(Symbol symbol, DateOnly date) => symbol switch
    {
        { Market: not Market.CN } or { IsIndex: true } => null,
        _ when date < Introduced => null,
        { Value: [.., 'B', 'J'] } => 0.30m,
        { Value: ['6', '8', '8' or '9', ..] } => 0.20m,
        { Value: ['3', '0', ..] } when date >= ChiNextWidened => 0.20m,
        _ => 0.10m,
    };

    /// <summary>
    /// Days that open further from the last close than the limit allows. The limit is measured from the ex-right reference
    /// price, so such a gap proves an action; a smaller gap proves nothing. Half a percent is left for rounding to the tick.
    /// </summary>
    public static IReadOnlyList<DateOnly> ImpossibleGaps(Symbol symbol, ReadOnlySpan<Bar> bars)
    {
        var found = new List<DateOnly>();
        // The first days of a listing have no limit.
        for (var i = 6; i < bars.Length; i++)
        {
            if (Of(symbol, bars[i].Date) is { } limit && Math.Abs((bars[i].Open / bars[i - 1].Close) - 1) > limit + 0.005m)
                found.Add(bars[i].Date);
        }
        return found;
    }
}

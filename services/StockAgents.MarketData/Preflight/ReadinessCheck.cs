using Microsoft.Extensions.Options;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Calendars;
using StockAgents.MarketData.Files;
using StockAgents.MarketData.Snapshot;
using StockAgents.MarketData.Sources;

namespace StockAgents.MarketData.Preflight;

/// <summary>Answers "can this be analysed as of that day?" and, when not, the one sentence that helps most.</summary>
internal sealed class ReadinessCheck(SourceRouter router, IOptions<FilesOptions> files, TimeProvider clock)
{
    /// <summary>Bars needed before the analysis day: below that the shortest indicators have no value.</summary>
    public const int BarsBefore = 30;

    public Task<Readiness> CheckAsync(Symbol symbol, DateOnly? asOf, CancellationToken cancellationToken) =>
        asOf is { } day ? OnDayAsync(symbol, day, cancellationToken) : LatestAsync(symbol, cancellationToken);

    /// <summary>What to say when the sources together could not answer about a symbol at all; null when one of them has it.</summary>
    public Readiness? Unanswered(Symbol symbol, RoutedBars routed)
    {
        if (routed.Rejection is not null)
            return Readiness.Invalid($"{symbol}: {routed.Account}");
        if (routed.Found.Any())
            return null;
        return routed.NobodyCouldAnswer
            ? Readiness.Outage($"No source could be asked for {symbol}: {routed.Account}.")
            : Readiness.NotFound($"No source has {symbol}: {routed.Account}. Bundled are {SnapshotCatalog.Symbols}; to add a symbol, put "
                + $"{symbol}.csv with the columns date,open,high,low,close,adj_close,volume into {files.Value.Folder}.");
    }

    private async Task<Readiness> LatestAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        var last = TradingCalendar.Of(symbol.Market).LastCompletedSession(clock.GetUtcNow());
        var routed = await router.FindAsync(symbol, bars => bars.CountUpTo(last) > BarsBefore, cancellationToken);
        if (routed.Bars is { } found)
        {
            var asOf = found.Bars[found.CountUpTo(last) - 1].Date;
            return Readiness.Of(found, asOf, stale: asOf < last);
        }
        return Unanswered(symbol, routed) ?? Readiness.NotFound(
            $"An analysis needs {BarsBefore + 1} daily bars of {symbol} up to {last:yyyy-MM-dd}, and no source has as many: {routed.Account}.");
    }

    private async Task<Readiness> OnDayAsync(Symbol symbol, DateOnly day, CancellationToken cancellationToken)
    {
        var calendar = TradingCalendar.Of(symbol.Market);
        var now = clock.GetUtcNow();
        var completed = calendar.LastCompletedSession(now);
        if (day < TradingCalendar.Earliest)
            return Readiness.Invalid($"{day:yyyy-MM-dd} is too early; days go from {TradingCalendar.Earliest:yyyy-MM-dd} to {completed:yyyy-MM-dd}, the last completed session of {symbol.Market}.");
        if (day > calendar.LocalDate(now))
            return Readiness.Invalid($"{day:yyyy-MM-dd} is in the future; the last completed session of {symbol.Market} is {completed:yyyy-MM-dd}.");
        if (day > completed && calendar.IsSession(day))
            return Readiness.Invalid($"The {symbol.Market} session of {day:yyyy-MM-dd} is not over; the last completed one is {completed:yyyy-MM-dd}.");

        var routed = await router.FindAsync(symbol, bars => bars.HasBarOn(day) && bars.CountUpTo(day) > BarsBefore, cancellationToken);
        if (routed.Bars is { } found)
            return Readiness.Of(found, day);
        // Asked after the sources: where one of them has a bar, the bar is right and the calendar is not.
        if (!routed.Found.Any(b => b.HasBarOn(day)) && !calendar.IsSession(day))
        {
            var kind = TradingCalendar.IsWeekend(day) ? $"a {day.DayOfWeek}" : $"a market holiday in {symbol.Market}";
            return Readiness.Invalid($"{day:yyyy-MM-dd} is {kind}; the last session before it was {calendar.PreviousSession(day):yyyy-MM-dd}.");
        }
        return Unanswered(symbol, routed) ?? Readiness.NotFound(Shortfall(symbol, day, routed));
    }

    private static string Shortfall(Symbol symbol, DateOnly day, RoutedBars routed)
    {
        foreach (var bars in routed.Found)
        {
            var count = bars.CountUpTo(day);
            if (count > 0 && day <= bars.Last && !bars.HasBarOn(day))
                return $"{symbol} did not trade on {day:yyyy-MM-dd} according to {bars.Source}; its last bar before is of {bars.Bars[count - 1].Date:yyyy-MM-dd}.";
            if (bars.HasBarOn(day))
            {
                return bars.Bars.Length > BarsBefore
                    ? $"An analysis of {symbol} needs {BarsBefore} bars before its day; {bars.Source} begins on {bars.First:yyyy-MM-dd}, so the first usable day is {bars.Bars[BarsBefore].Date:yyyy-MM-dd}."
                    : $"An analysis of {symbol} needs {BarsBefore} bars before its day, and {bars.Source} has only {bars.Bars.Length} in all.";
            }
        }
        return $"No source has {symbol} on {day:yyyy-MM-dd}: {routed.Account}.";
    }
}

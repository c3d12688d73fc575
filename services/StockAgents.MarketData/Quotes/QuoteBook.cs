using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Calendars;
using StockAgents.MarketData.Preflight;
using StockAgents.MarketData.Sources;
using StockAgents.ServiceDefaults.Errors;

namespace StockAgents.MarketData.Quotes;

/// <summary>Prices for people and charts: the latest close, a stretch of history.</summary>
internal sealed class QuoteBook(SourceRouter router, ReadinessCheck readiness, TimeProvider clock)
{
    public async Task<Answer<QuoteAnswer>> QuoteAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        var completed = Completed(symbol);
        var routed = await router.FindAsync(symbol, bars => bars.CountUpTo(completed) > 0, cancellationToken);
        if (routed.Bars is not { } source)
            return Missing<QuoteAnswer>(symbol, routed);

        var set = Latest(source, completed, backDays: 30);
        var last = set.Bars[^1];
        decimal? before = set.Bars.Count > 1 ? set.Bars[^2].Close : null;
        return new(new QuoteAnswer(
            symbol, last.Close, last.Close - before, before is { } b ? Math.Round((last.Close - b) / b * 100, 4) : null, (long)last.Volume,
            TradingCalendar.Of(symbol.Market).SessionClose(last.Date), symbol.Market, source.Source, last.Date, set.Provenance.Stale), null);
    }

    public async Task<Answer<KlineAnswer>> KlineAsync(Symbol symbol, int days, CancellationToken cancellationToken)
    {
        var completed = Completed(symbol);
        var routed = await router.FindAsync(symbol, bars => bars.CountUpTo(completed) > 0, cancellationToken);
        if (routed.Bars is not { } source)
            return Missing<KlineAnswer>(symbol, routed);

        var set = Latest(source, completed, days);
        return new(new KlineAnswer(
            symbol, days, [.. set.Bars.Select(b => new KlineBar(b.Date, b.Open, b.High, b.Low, b.Close, (long)b.Volume))],
            source.Source, set.Provenance.AsOf, set.Provenance.Stale), null);
    }

    /// <summary>Bars from one day to another, seen from the later one; without days, the last year that a source has.</summary>
    public async Task<Answer<BarSet>> HistoryAsync(Symbol symbol, DateOnly? from, DateOnly? to, Adjustment adjustment, CancellationToken cancellationToken)
    {
        var completed = Completed(symbol);
        if (from < TradingCalendar.Earliest || to < TradingCalendar.Earliest)
            return Invalid<BarSet>($"A history goes from {TradingCalendar.Earliest:yyyy-MM-dd} at the earliest to {completed:yyyy-MM-dd}, the last completed session of {symbol.Market}.");
        var end = to is { } wanted && wanted < completed ? wanted : completed;
        var routed = await router.FindAsync(symbol, bars => bars.CountUpTo(end) > (from is { } f ? bars.CountUpTo(f.AddDays(-1)) : 0), cancellationToken);
        if (routed.Bars is not { } source)
            return Missing<BarSet>(symbol, routed);

        var last = source.Bars[source.CountUpTo(end) - 1].Date;
        return new(source.To(adjustment, from ?? last.AddYears(-1), end, IsStale(source, end)), null);
    }

    private static BarSet Latest(AsTradedBars source, DateOnly completed, int backDays)
    {
        var last = source.Bars[source.CountUpTo(completed) - 1].Date;
        return source.To(Adjustment.Split, last.AddDays(-backDays), last, IsStale(source, completed));
    }

    /// <summary>True when there were sessions between the last bar used and the day asked for; what the source has later does not matter.</summary>
    private static bool IsStale(AsTradedBars source, DateOnly end) =>
        source.Bars[source.CountUpTo(end) - 1].Date is var last && last < end && TradingCalendar.Of(source.Symbol.Market).NextSession(last) <= end;

    private DateOnly Completed(Symbol symbol) => TradingCalendar.Of(symbol.Market).LastCompletedSession(clock.GetUtcNow());

    private static Answer<T> Invalid<T>(string detail)
        where T : class =>
        new(null, new PreflightProblem(StatusCodes.Status400BadRequest, ErrorCodes.ValidationError, detail));

    private Answer<T> Missing<T>(Symbol symbol, RoutedBars routed)
        where T : class =>
        new(null, readiness.Unanswered(symbol, routed)?.Problem
            ?? new PreflightProblem(StatusCodes.Status404NotFound, ErrorCodes.DataNotFound, $"No source has bars of {symbol} for that time: {routed.Account}."));
}

/// <summary>A value, or why there is none.</summary>
internal sealed record Answer<T>(T? Value, PreflightProblem? Problem)
    where T : class;

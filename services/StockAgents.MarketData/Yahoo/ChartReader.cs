using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Calendars;
using StockAgents.MarketData.Instruments;

namespace StockAgents.MarketData.Yahoo;

/// <summary>
/// Turns a chart reply into bars as traded. Yahoo divides prices, volumes and dividends by every split up to the moment of
/// the reply; the splits travel with it, so the division can be undone exactly.
/// </summary>
internal static class ChartReader
{
    public static SourceAnswer Read(Symbol symbol, ChartResult result, DateTimeOffset fetchedAt)
    {
        var calendar = TradingCalendar.Of(symbol.Market);
        var completed = calendar.LastCompletedSession(fetchedAt);
        if (Rows(symbol, result, completed) is not { } rows)
            return new SourceAnswer.Unavailable(OutageReason.BadShape);
        if (rows.Count == 0)
            return new SourceAnswer.UnknownSymbol($"has no daily prices of {symbol}");

        var (currency, unit) = Currency(result.Meta?.Currency ?? Exchanges.CurrencyOf(symbol));
        var splits = Splits(symbol, result.Events?.Splits);
        Bar[] bars = [.. rows.Values.Select(b => AsTraded(b, unit, SplitsAfter(splits, b.Date)))];
        var instrument = Exchanges.Describe(symbol, result.Meta?.LongName ?? result.Meta?.ShortName ?? symbol.Value, result.Meta?.FullExchangeName, currency);
        return Actions(symbol, result.Events?.Dividends, splits, bars, unit) is { } actions
            ? new SourceAnswer.Found(new AsTradedBars
            {
                Instrument = instrument with { Type = result.Meta?.InstrumentType?.ToLowerInvariant() ?? instrument.Type },
                Source = YahooSource.SourceName,
                Bars = bars,
                Actions = actions,
                FetchedAt = fetchedAt,
            })
            : new SourceAnswer.Unavailable(OutageReason.BadShape);
    }

    private static SortedDictionary<DateOnly, Bar>? Rows(Symbol symbol, ChartResult result, DateOnly completed)
    {
        var rows = new SortedDictionary<DateOnly, Bar>();
        // No timestamps: nothing was traded in the range, and the arrays beside them mean nothing.
        if (result.Timestamps is not { } times)
            return rows;
        if (result.Indicators?.Quote is not [{ Open: { } opens, High: { } highs, Low: { } lows, Close: { } closes } quote, ..])
            return times.Count == 0 ? rows : null;
        if (new[] { opens.Count, highs.Count, lows.Count, closes.Count, quote.Volume?.Count ?? times.Count }.Any(n => n != times.Count))
            return null;

        for (var i = 0; i < times.Count; i++)
        {
            // A null is a day without a price; the row of a running session, and one past the range, are not history yet.
            if (Day(symbol, times[i]) is not { } day || day > completed
                || Price(opens[i]) is not { } open || Price(highs[i]) is not { } high || Price(lows[i]) is not { } low || Price(closes[i]) is not { } close)
                continue;
            var volume = Number(quote.Volume?[i]) ?? 0;
            // Typhoon days and the like come as flat bars on which nothing was traded.
            if (volume == 0 && high == low && !symbol.IsIndex)
                continue;
            if (volume < 0 || high < low)
                return null;
            // The last row may repeat: the later one is the settled one.
            rows[day] = new Bar(day, open, Math.Max(high, Math.Max(open, close)), Math.Min(low, Math.Min(open, close)), close, volume);
        }
        return rows;
    }

    private static List<CorporateAction> Splits(Symbol symbol, IReadOnlyDictionary<string, ChartSplit?>? splits) =>
        [.. (splits ?? new Dictionary<string, ChartSplit?>(StringComparer.Ordinal)).Values
            .Where(s => s is { Numerator: > 0, Denominator: > 0 })
            .Select(s => (Day: Day(symbol, s!.Date), Ratio: Number(s.Numerator / s.Denominator)))
            .Where(s => s is { Day: not null, Ratio: > 0 })
            .Select(s => new CorporateAction(s.Day!.Value, s.Ratio!.Value, 0))
            .OrderBy(a => a.ExDate)];

    private static decimal SplitsAfter(List<CorporateAction> splits, DateOnly day) =>
        splits.Where(s => s.ExDate > day).Aggregate(1m, (product, s) => product * s.SplitFactor);

    /// <summary>Splits and dividends by ex-date; null when a dividend is as large as the price it was paid from.</summary>
    private static List<CorporateAction>? Actions(
        Symbol symbol, IReadOnlyDictionary<string, ChartDividend?>? dividends, List<CorporateAction> splits, Bar[] bars, decimal unit)
    {
        var actions = splits.ToDictionary(s => s.ExDate);
        foreach (var dividend in (dividends ?? new Dictionary<string, ChartDividend?>(StringComparer.Ordinal)).Values)
        {
            if (dividend is not { Amount: > 0 } || Day(symbol, dividend.Date) is not { } day || Number(dividend.Amount) is not { } amount)
                continue;
            var traded = amount * unit * SplitsAfter(splits, day.AddDays(-1));
            var before = bars.LastOrDefault(b => b.Date < day);
            if (before is null)
                continue;
            var action = actions.GetValueOrDefault(day) ?? new CorporateAction(day, 1, 0);
            actions[day] = action with { Dividend = action.Dividend + Math.Round(traded, 6) };
            if (actions[day].Dividend >= before.Close)
                return null;
        }
        return [.. actions.Values.OrderBy(a => a.ExDate)];
    }

    private static Bar AsTraded(Bar bar, decimal unit, decimal split)
    {
        // Five decimals: Yahoo's numbers are 32-bit floats, and no exchange here quotes finer.
        decimal Traded(decimal price) => Math.Round(price * unit * split, 5);
        return new Bar(bar.Date, Traded(bar.Open), Traded(bar.High), Traded(bar.Low), Traded(bar.Close), Math.Round(bar.Volume / split));
    }

    /// <summary>Pence, cents and agorot are hundredths of the currency they belong to.</summary>
    private static (string Currency, decimal Unit) Currency(string currency) => currency switch
    {
        "GBp" or "GBX" => ("GBP", 0.01m),
        "ZAc" => ("ZAR", 0.01m),
        "ILA" => ("ILS", 0.01m),
        _ => (currency, 1m),
    };

    /// <summary>The exchange's own day: a session's opening instant is on the same local date all year at the standard offset.</summary>
    private static DateOnly? Day(Symbol symbol, long? seconds) =>
        seconds is > -2_000_000_000 and < 10_000_000_000 ? TradingCalendar.Of(symbol.Market).LocalDate(DateTimeOffset.FromUnixTimeSeconds(seconds.Value)) : null;

    private static decimal? Price(double? value) => Number(value) is > 0 and var price ? price : null;

    private static decimal? Number(double? value) => value is { } number && double.IsFinite(number) && Math.Abs(number) < 1e15 ? (decimal)number : null;
}

using System.Globalization;
using StockAgents.Contracts.MarketData;
using StockAgents.MarketData.Calendars;

namespace StockAgents.MarketData.Files;

/// <summary>Where the columns of a file are, and what a row must satisfy.</summary>
internal sealed class BarColumns
{
    private const NumberStyles NumberStyle = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
    private static readonly string[] Prices = ["open", "high", "low", "close"];

    /// <summary>Before 1953 New York traded on Saturdays.</summary>
    private static readonly DateOnly FiveDayWeek = new(1953, 1, 1);

    private int _date;
    private int _volume;
    private int _adjusted;
    private readonly int[] _prices = new int[4];

    public static BarColumns? Find(string[] header, out string missing)
    {
        var names = header.Select(h => h.Trim('\uFEFF', ' ').Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()).ToList();
        var columns = new BarColumns
        {
            _date = names.FindIndex(n => n is "date" or "datetime" or "timestamp" or "time"),
            _volume = names.IndexOf("volume"),
            _adjusted = names.IndexOf("adjclose"),
        };
        for (var i = 0; i < Prices.Length; i++)
            columns._prices[i] = names.IndexOf(Prices[i]);
        missing = columns._date < 0 ? "date" : columns._volume < 0 ? "volume" : Prices.Where((_, i) => columns._prices[i] < 0).FirstOrDefault("");
        return missing.Length == 0 ? columns : null;
    }

    /// <summary>One row as a bar; null with a sentence when it is not one.</summary>
    public BarRow? Read(string[] cells, out string problem)
    {
        if (cells.Length <= Math.Max(_prices.Max(), Math.Max(_date, _volume)))
            return Fail($"it has only {cells.Length} cells.", out problem);
        if (Day(cells[_date]) is not { } date)
            return Fail($"'{Shown(cells[_date])}' is not a date; dates are written 2024-05-31 or 20240531.", out problem);
        if (date < TradingCalendar.Earliest)
            return Fail($"{date:yyyy-MM-dd} is before {TradingCalendar.Earliest:yyyy-MM-dd}.", out problem);
        if (date >= FiveDayWeek && date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            return Fail($"{date:yyyy-MM-dd} is a {date.DayOfWeek}; dates must be those of the exchange.", out problem);

        Span<decimal> prices = stackalloc decimal[4];
        for (var i = 0; i < Prices.Length; i++)
        {
            if (Number(cells[_prices[i]]) is not { } price)
                return Fail($"{Prices[i]} '{Shown(cells[_prices[i]])}' is not a number.", out problem);
            if (price <= 0)
                return Fail($"{Prices[i]} is {price}; a price is above zero.", out problem);
            prices[i] = price;
        }
        var (open, high, low, close) = (prices[0], prices[1], prices[2], prices[3]);
        if (high < low)
            return Fail($"high {high} is below low {low}.", out problem);
        // Vendors round the four prices on their own; one percent is more than rounding.
        if (Math.Max(open, close) > high * 1.01m || Math.Min(open, close) < low * 0.99m)
            return Fail($"open {open} or close {close} is outside low {low} to high {high}.", out problem);
        if (Number(cells[_volume]) is not { } volume || volume < 0)
            return Fail($"volume '{Shown(cells[_volume])}' is not a number of zero or more.", out problem);

        var adjustedText = _adjusted >= 0 && _adjusted < cells.Length ? cells[_adjusted] : "";
        decimal? adjusted = null;
        if (adjustedText.Length > 0)
        {
            adjusted = Number(adjustedText);
            if (adjusted is null or <= 0)
                return Fail($"adj_close '{Shown(adjustedText)}' is not a price above zero; leave it empty when it is not known.", out problem);
        }
        problem = "";
        var bar = new Bar(date, open, Math.Max(high, Math.Max(open, close)), Math.Min(low, Math.Min(open, close)), close, volume);
        return new BarRow(bar, adjusted, new RowPrecision(HalfUnit(close), HalfUnit(adjusted ?? 0)));
    }

    private static BarRow? Fail(string sentence, out string problem)
    {
        problem = sentence;
        return null;
    }

    private static DateOnly? Day(string text)
    {
        // Exports of data frames carry a time and a zone behind the day: "2023-04-14 00:00:00+09:00".
        var day = text.Length > 10 && text[10] is ' ' or 'T' ? text.AsSpan(0, 10) : text;
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) ? date : null;
    }

    /// <summary>Bounded, so that products of prices, factors and volumes stay within decimal's range.</summary>
    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyle, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e15m ? value : null;

    private static decimal HalfUnit(decimal value) => 0.5m / (decimal)Math.Pow(10, Math.Min(value.Scale, (byte)10));

    private static string Shown(string text) => text.Length <= 30 ? text : text[..30] + "...";
}

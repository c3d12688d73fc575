using System.Globalization;

namespace StockAgents.MarketData.Calendars;

/// <summary>
/// Shanghai and Shenzhen. The State Council publishes the holidays of a year in the autumn before; the embedded table lists
/// every closed weekday from 1996 to the end of the last published year (its making: eng/snapshot/build.mjs). A year outside
/// the table is taken as weekdays only, and the bars of a source say more.
/// </summary>
internal sealed class MainlandCalendar : TradingCalendar
{
    private readonly Lazy<HashSet<DateOnly>> _closures = new(ReadTable);

    public override DateOnly HolidaysKnownFrom { get; } = new(1996, 1, 1);

    protected override int StandardOffsetHours => 8;

    public override SessionHours Hours(DateOnly session) => new(
        Utc(session, new TimeOnly(9, 30), StandardOffsetHours), Utc(session, new TimeOnly(15, 0), StandardOffsetHours),
        Utc(session, new TimeOnly(11, 30), StandardOffsetHours), Utc(session, new TimeOnly(13, 0), StandardOffsetHours));

    protected override bool IsClosed(DateOnly day) => _closures.Value.Contains(day);

    private static HashSet<DateOnly> ReadTable()
    {
        using var stream = typeof(MainlandCalendar).Assembly.GetManifestResourceStream("Calendars/cn-closures.txt")!;
        using var reader = new StreamReader(stream);
        var closures = new HashSet<DateOnly>();
        while (reader.ReadLine() is { } line)
            closures.Add(DateOnly.ParseExact(line, "yyyyMMdd", CultureInfo.InvariantCulture));
        return closures;
    }
}

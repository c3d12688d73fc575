using System.Globalization;
using StockAgents.Contracts.MarketData;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Evidence;
using StockAgents.TestKit;

namespace StockAgents.MarketData.Tests.Evidence;

/// <summary>Evidence inputs from real price files, and from a few bars written down in a test.</summary>
internal static class Fixture
{
    public const string Source = "files";

    public static DateTimeOffset CloseOf(DateOnly day) => new(day, new TimeOnly(20, 0), TimeSpan.Zero);

    public static Instrument InstrumentOf(string symbol) => Symbol.Parse(symbol) is var parsed
        ? new Instrument(parsed, symbol, parsed.Market, "", parsed.Market is Market.CN ? "CNY" : parsed.Market is Market.HK ? "HKD" : "USD", parsed.IsIndex ? "index" : "stock")
        : throw new InvalidOperationException();

    /// <summary>The split-adjusted and the total-return bars of a price file that has both closes.</summary>
    public static (BarSet Split, BarSet Total) Load(string symbol, DateOnly from, DateOnly to)
    {
        List<Bar> split = [], total = [];
        foreach (var line in File.ReadLines(SharedData.PathOf("ohlcv", $"{symbol}.csv")).Skip(1))
        {
            var cells = line.Split(',');
            var date = DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (date < from || date > to)
                continue;
            decimal Cell(int i) => decimal.Parse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture);
            var bar = new Bar(date, Cell(1), Cell(2), Cell(3), Cell(4), Cell(6));
            var factor = cells[5].Length > 0 ? Cell(5) / bar.Close : 1;
            split.Add(bar);
            total.Add(bar with { Open = bar.Open * factor, High = bar.High * factor, Low = bar.Low * factor, Close = bar.Close * factor });
        }
        return (Set(symbol, split, Adjustment.Split), Set(symbol, total, Adjustment.Total));
    }

    public static BarSet Set(string symbol, IReadOnlyList<Bar> bars, Adjustment adjustment = Adjustment.Split, params CorporateAction[] actions)
    {
        var last = bars.Count > 0 ? bars[^1].Date : new DateOnly(2024, 1, 2);
        return new BarSet(Symbol.Parse(symbol), InstrumentOf(symbol).Currency, adjustment, bars, actions, new Provenance(Source, last, false, CloseOf(last)));
    }

    /// <summary>Apple with the S&amp;P 500 beside it, on real days.</summary>
    public static EvidenceInputs Apple(DateOnly asOf, DateOnly? from = null)
    {
        var (split, total) = Load("AAPL", from ?? DateOnly.MinValue, asOf);
        var (index, _) = Load("^GSPC", DateOnly.MinValue, asOf);
        return Of(split, total, asOf) with { BenchmarkInstrument = InstrumentOf("^GSPC"), Benchmark = index };
    }

    public static EvidenceInputs Of(BarSet split, BarSet total, DateOnly asOf, params DatedText[] texts) =>
        new(InstrumentOf(split.Symbol.Value), asOf, split, total, null, null, texts, CloseOf(asOf), []);

    /// <summary>Inputs of closes alone: one bar a day up to the given day, each with the range its neighbours span.</summary>
    public static EvidenceInputs OfCloses(string symbol, DateOnly asOf, decimal volume, params decimal[] closes)
    {
        Bar[] bars = [.. closes.Select((c, i) =>
        {
            var before = i > 0 ? closes[i - 1] : c;
            return new Bar(asOf.AddDays(i + 1 - closes.Length), before, Math.Max(before, c), Math.Min(before, c), c, volume);
        })];
        return Of(Set(symbol, bars), Set(symbol, bars, Adjustment.Total), asOf);
    }

    public static EvidenceSection Section(this EvidenceSet evidence, EvidenceTopic topic) => evidence.Sections.Single(s => s.Topic == topic);

    public static decimal Value(this EvidenceSet evidence, string name) => evidence.Point(name).Value;

    public static DataPoint Point(this EvidenceSet evidence, string name) => evidence.Sections.SelectMany(s => s.Points).Single(p => p.Name == name);

    public static string Reason(this EvidenceSet evidence, string name) => evidence.Sections.SelectMany(s => s.Missing).Single(m => m.Name == name).Reason;
}

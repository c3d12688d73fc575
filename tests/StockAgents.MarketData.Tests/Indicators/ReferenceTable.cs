using System.Globalization;
using StockAgents.TestKit;

namespace StockAgents.MarketData.Tests.Indicators;

/// <summary>Columns of a reference CSV by name; an empty cell is NaN.</summary>
internal sealed class ReferenceTable
{
    private readonly Dictionary<string, double[]> _columns = [];

    private ReferenceTable(string[] lines)
    {
        var header = lines[0].Split(',');
        var rows = lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).ToArray();
        Dates = [.. rows.Select(r => DateOnly.ParseExact(r[0], "yyyy-MM-dd", CultureInfo.InvariantCulture))];
        for (var c = 1; c < header.Length; c++)
        {
            var column = c;
            _columns[header[c]] = [.. rows.Select(r => r[column].Length == 0 ? double.NaN : double.Parse(r[column], CultureInfo.InvariantCulture))];
        }
    }

    public IReadOnlyList<DateOnly> Dates { get; }

    public double[] this[string column] => _columns[column];

    public static ReferenceTable Load(params string[] parts) => new(File.ReadAllLines(SharedData.PathOf(parts)));

    /// <summary>The rows of the same instrument's price file on this table's days.</summary>
    public PriceColumns PricesOf(string symbol)
    {
        var prices = Load("ohlcv", $"{symbol}.csv");
        var first = prices.Dates.ToList().IndexOf(Dates[0]);
        Assert.Equal(Dates, prices.Dates.Skip(first).Take(Dates.Count));
        var range = first..(first + Dates.Count);
        return new PriceColumns(prices["high"][range], prices["low"][range], prices["close"][range], prices["volume"][range]);
    }

    public PriceColumns Prices() => new(this["high"], this["low"], this["close"], this["volume"]);
}

internal sealed record PriceColumns(double[] High, double[] Low, double[] Close, double[] Volume)
{
    public int Count => Close.Length;

    public PriceColumns Take(int count) => new(High[..count], Low[..count], Close[..count], Volume[..count]);
}

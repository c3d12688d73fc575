using System.Globalization;
using System.IO.Compression;
using StockAgents.Contracts.MarketData;

namespace StockAgents.MarketData.Snapshot;

/// <summary>Reads the embedded files. They are our own and were checked when they were made: a broken one is a bug and throws.</summary>
internal static class SnapshotReader
{
    public static Bar[] Bars(string name)
    {
        using var packed = Open($"{name}.csv.br");
        using var text = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress));
        var bars = new List<Bar>(8192);
        Span<Range> cells = stackalloc Range[7];
        while (text.ReadLine() is { } row)
        {
            var line = row.AsSpan();
            if (line.Split(cells, ',') != 6)
                throw new InvalidDataException($"{name}: '{row}' is not a bar.");
            bars.Add(new Bar(Day(line[cells[0]]), Number(line[cells[1]]), Number(line[cells[2]]), Number(line[cells[3]]), Number(line[cells[4]]), Number(line[cells[5]])));
        }
        return [.. bars];
    }

    public static IReadOnlyList<CorporateAction> Actions(string name) =>
        [.. Rows($"{name}.actions.csv", 3).Select(c => new CorporateAction(Day(c[0]), Number(c[1]), Number(c[2])))];

    /// <summary>Date, kind and sentence of each event; the sentence may hold commas.</summary>
    public static IEnumerable<(DateOnly Date, string Kind, string Sentence)> Events(string name) =>
        Rows($"{name}.events.csv", 3).Select(c => (Day(c[0]), c[1], c[2]));

    private static IEnumerable<string[]> Rows(string name, int columns)
    {
        using var text = new StreamReader(Open(name));
        while (text.ReadLine() is { } line)
            yield return line.Split(',', columns);
    }

    private static Stream Open(string name) =>
        typeof(SnapshotReader).Assembly.GetManifestResourceStream($"Snapshot/{name}") ?? throw new InvalidDataException($"Snapshot/{name} is not embedded.");

    private static DateOnly Day(ReadOnlySpan<char> text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);

    private static decimal Number(ReadOnlySpan<char> text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}

using StockAgents.Contracts.Symbols;

namespace StockAgents.MarketData.Files;

/// <summary>Which file of the folder belongs to which symbol. A file may be named in any spelling the symbol parser accepts.</summary>
internal sealed class FileFolder(string path, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Listing? _listing;

    /// <summary>The files of a symbol: none, one, or (a mistake of the user's) several spellings of the same one.</summary>
    public IReadOnlyList<string> FilesOf(Symbol symbol) => Current().TryGetValue(symbol, out var files) ? files : [];

    public int Count => Current().Count;

    private Dictionary<Symbol, List<string>> Current()
    {
        lock (_lock)
        {
            var changed = Directory.GetLastWriteTimeUtc(path);
            if (_listing is not { } known || known.Changed != changed || FileStamp.IsTooFresh(changed, known.ReadAt))
                _listing = known = new Listing(changed, clock.GetUtcNow(), Read());
            return known.Files;
        }
    }

    private Dictionary<Symbol, List<string>> Read()
    {
        var files = new Dictionary<Symbol, List<string>>();
        if (!Directory.Exists(path))
            return files;
        foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal))
        {
            if (!Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase)
                || !Symbol.TryParse(Path.GetFileNameWithoutExtension(file), null, out var symbol))
                continue;
            if (!files.TryGetValue(symbol, out var spellings))
                files[symbol] = spellings = [];
            spellings.Add(file);
        }
        return files;
    }

    private sealed record Listing(DateTime Changed, DateTimeOffset ReadAt, Dictionary<Symbol, List<string>> Files);
}

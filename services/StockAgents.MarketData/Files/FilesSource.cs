using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using StockAgents.Contracts.Symbols;
using StockAgents.MarketData.Bars;
using StockAgents.MarketData.Calendars;

namespace StockAgents.MarketData.Files;

/// <summary>The user's own CSV files. New and changed files are seen at the next question.</summary>
internal sealed class FilesSource(IOptions<FilesOptions> options, TimeProvider clock) : IBarSource
{
    public const string SourceName = "files";

    /// <summary>A century of daily bars is under 3 MB.</summary>
    private const long LargestFile = 32 * 1024 * 1024;

    private readonly FileFolder _folder = new(Path.GetFullPath(options.Value.Folder), clock);
    private readonly ConcurrentDictionary<Symbol, (FileStamp Stamp, DateOnly Today, DateOnly Completed, DateTimeOffset ReadAt, SourceAnswer Answer)> _read = [];

    public string Name => SourceName;

    public string State => $"reads {options.Value.Folder}, where {_folder.Count} symbols are";

    public bool Serves(Symbol symbol) => true;

    public async Task<SourceAnswer> GetAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        var files = _folder.FilesOf(symbol);
        if (files.Count > 1)
            return new SourceAnswer.Rejected($"has {symbol} twice in {options.Value.Folder}: {string.Join(" and ", files.Select(Path.GetFileName))}. Remove one.");
        if (files.Count == 0 || FileStamp.Of(files[0]) is not { Length: >= 0 } stamp)
            return new SourceAnswer.UnknownSymbol($"has no {symbol} in {options.Value.Folder}");

        if (stamp.Length > LargestFile)
            return new SourceAnswer.Rejected($"can't use {Path.GetFileName(stamp.Path)}: it is larger than {LargestFile / 1024 / 1024} MB.");
        var readAt = clock.GetUtcNow();
        var calendar = TradingCalendar.Of(symbol.Market);
        var (today, completed) = (calendar.LocalDate(readAt), calendar.LastCompletedSession(readAt));
        // Which rows are history changes with the session, not only with the file.
        if (_read.TryGetValue(symbol, out var known) && known.Stamp == stamp && known.Today == today && known.Completed == completed
            && !FileStamp.IsTooFresh(stamp.Changed, known.ReadAt))
            return known.Answer;
        var answer = await ReadAsync(symbol, stamp, completed, today, cancellationToken);
        _read[symbol] = (stamp, today, completed, readAt, answer);
        return answer;
    }

    private static async Task<SourceAnswer> ReadAsync(Symbol symbol, FileStamp stamp, DateOnly completed, DateOnly today, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(stamp.Path);
        try
        {
            using var reader = new StreamReader(stamp.Path);
            var whole = await BarFile.ReadAsync(reader, cancellationToken);
            return whole.Through(completed, today) switch
            {
                { Problem: { } problem } => new SourceAnswer.Rejected($"can't use {name}: {problem}"),
                var file => new SourceAnswer.Found(FileHistory.Of(symbol, file, stamp.Changed)),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SourceAnswer.Rejected($"can't open {name}: it is in use or not readable.");
        }
    }
}

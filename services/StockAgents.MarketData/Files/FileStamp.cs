namespace StockAgents.MarketData.Files;

/// <summary>What tells whether a file is still the one that was read.</summary>
internal readonly record struct FileStamp(string Path, long Length, DateTime Changed)
{
    // File times tick in steps of up to two seconds (FAT); within one step a second write leaves the same time behind.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    public static FileStamp Of(string path) => new FileInfo(path) is { Exists: true } file ? new(path, file.Length, file.LastWriteTimeUtc) : new(path, -1, default);

    /// <summary>True when a write right after <paramref name="readAt"/> could go unseen.</summary>
    public static bool IsTooFresh(DateTime changed, DateTimeOffset readAt) => changed + Tick >= readAt.UtcDateTime;
}

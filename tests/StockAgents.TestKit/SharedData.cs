using Xunit;

namespace StockAgents.TestKit;

/// <summary>
/// Reference data that lies beside the repository and is not part of it (<c>../shared/data</c>, or the folder that
/// <c>STOCKAGENTS_TEST_DATA</c> names). A test that needs it is skipped, visibly, where it is not there.
/// </summary>
public static class SharedData
{
    private static readonly string? Folder = Find();

    /// <summary>Full path of a file below the reference data folder; skips the calling test when the data is not on this machine.</summary>
    public static string PathOf(params string[] parts)
    {
        Assert.SkipWhen(Folder is null, "Reference data (../shared/data) is not on this machine.");
        return Path.Combine([Folder!, .. parts]);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("STOCKAGENTS_TEST_DATA") is { Length: > 0 } named)
            return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data");
            if (File.Exists(Path.Combine(candidate, "README.md")))
                return candidate;
        }
        return null;
    }
}

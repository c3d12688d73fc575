namespace StockAgents.ServiceDefaults.Data;

/// <summary>
/// One process owns a SQLite file. Several would each run a queue and workers over it, and would take each other's
/// work for abandoned; the second one is refused at start with a sentence that says what to use instead.
/// </summary>
public sealed class SqliteFileOwnership : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="InvalidOperationException">Another process has the file.</exception>
    public SqliteFileOwnership(DatabaseTarget target)
    {
        var file = Path.GetFullPath(target.File!);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            // The operating system drops the lock with the process, however it dies.
            _lock = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                $"Another process uses {target.File}. SQLite serves one process; stop the other, set DATABASE_URL to another file, or use DATABASE_MODE=postgresql.", e);
        }
    }

    /// <summary>Whether another process has the database.</summary>
    public static bool IsTaken(string file)
    {
        if (!File.Exists(file + ".lock"))
            return false;
        try
        {
            using var probe = new FileStream(file + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _lock.Dispose();
}

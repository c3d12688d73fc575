namespace StockAgents.ServiceDefaults.Data;

/// <summary>
/// One process owns a SQLite file. Several would each run a queue and workers over it, and would take each other's
/// work for abandoned; the second one is refused at start with a sentence that says what to use instead.
/// </summary>
public sealed class SqliteFileOwnership : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    private static readonly int[] Locked = [11, 35, 32, 33];

    private readonly FileStream _lock;

    /// <exception cref="StartFault">Another process has the file, or it can't be made where it should be.</exception>
    public SqliteFileOwnership(DatabaseTarget target)
    {
        try
        {
            var file = Path.GetFullPath(target.File!);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // The operating system drops the lock with the process, however it dies.
            _lock = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsLocked(e))
        {
            throw new StartFault(
                $"Another process uses {target.File}. SQLite serves one process; stop the other, set DATABASE_URL to another file, or use DATABASE_MODE=postgresql.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartFault($"The database {target.File} can't be written: {e.Message} Set DATABASE_URL to sqlite:///PATH of a file in a folder that can.", e);
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
        catch (IOException e) when (IsLocked(e))
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Not taken but not usable either, which whoever wants to own it is told.
        }
    }

    public void Dispose() => _lock.Dispose();

    private static bool IsLocked(IOException e) => Locked.Contains(e.HResult & 0xFFFF);
}

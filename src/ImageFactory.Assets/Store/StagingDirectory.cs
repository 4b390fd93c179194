namespace ImageFactory.Assets.Store;

/// <summary>
/// Where one process writes what is not finished. What stopped processes left is removed at the start: a directory whose lock can
/// be taken has no living owner, as the lock ends with its process however that ends.
/// </summary>
internal sealed class StagingDirectory : IDisposable
{
    private const string LockSuffix = ".lock";

    private readonly string _path;
    private readonly FileStream _lock;
    private long _number;

    private StagingDirectory(string path, FileStream @lock)
    {
        _path = path;
        _lock = @lock;
    }

    public static StagingDirectory Open(string root)
    {
        Directory.CreateDirectory(root);
        RemoveLeftovers(root);
        var path = Path.Combine(root, Guid.NewGuid().ToString("n"));
        var directory = new StagingDirectory(path, TakeLock(path + LockSuffix, FileMode.CreateNew));
        Directory.CreateDirectory(path);
        return directory;
    }

    /// <summary>The path of a file that nobody else uses.</summary>
    public string NextPath() => Path.Combine(_path, $"{Interlocked.Increment(ref _number)}");

    public void Dispose()
    {
        Remove(_path);
        _lock.Dispose();
    }

    // The directory goes before its lock, so that a directory without a lock is always a leftover.
    private static void RemoveLeftovers(string root)
    {
        foreach (var path in Directory.GetDirectories(root))
        {
            try
            {
                using var leftover = TakeLock(path + LockSuffix, FileMode.OpenOrCreate);
                Remove(path);
            }
            catch (IOException)
            {
                // Its owner lives, or another process is removing it.
            }
        }
    }

    private static FileStream TakeLock(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}

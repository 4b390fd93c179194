using System.IO.Enumeration;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>
/// Objects as files under a directory, blobs in the form of an OCI image layout (<c>blobs/sha256/&lt;hex&gt;</c>). Several
/// processes may share the directory. What is written lies beside its place until it is on the disk, and is then renamed.
/// </summary>
public sealed class FileObjectStore : IObjectStore, IDisposable
{
    private readonly string _directory;
    private readonly Lock _lock = new();
    private StagingDirectory? _staging;

    private FileObjectStore(string directory) => _directory = directory;

    /// <summary>
    /// Opens the store at a directory, which is made when it is not there, and removes what stopped processes left. One that is full or
    /// read-only is opened all the same: what is kept can be read, and each put tries anew.
    /// </summary>
    /// <exception cref="IOException">The directory cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory belongs to others.</exception>
    public static FileObjectStore Open(string directory)
    {
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            Directory.CreateDirectory(Path.Combine(directory, NameOf(kind)));
        }

        var store = new FileObjectStore(directory);
        try
        {
            store.OpenStaging();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever puts something is told.
        }

        return store;
    }

    /// <inheritdoc/>
    public ValueTask<IByteSource?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            return ValueTask.FromResult<IByteSource?>(new FileByteSource(File.OpenHandle(PathOf(key), share: FileShare.Read | FileShare.Delete)));
        }
        catch (FileNotFoundException)
        {
            return ValueTask.FromResult<IByteSource?>(null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ObjectInfo?> StatAsync(ObjectKey key, CancellationToken cancellationToken) => ValueTask.FromResult(Stat(key));

    /// <inheritdoc/>
    public ValueTask<IStagedObject> StageAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IStagedObject>(new StagedFile(OpenStaging().NextPath(), PathOf));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectInfo>> ListAsync(
        ObjectKind kind, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Task.Run<IReadOnlyList<ObjectInfo>>(
            () =>
            [
                // Only the page's files are looked at; one that is deleted meanwhile makes room for the next.
                .. Enumerate(kind, prefix, after)
                    .Order(StringComparer.Ordinal)
                    .Select(name => Stat(new ObjectKey(kind, name)))
                    .OfType<ObjectInfo>()
                    .Take(limit),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask NoteUseAsync(ObjectKey key, DateTimeOffset time, CancellationToken cancellationToken)
    {
        try
        {
            File.SetLastAccessTimeUtc(PathOf(key), time.UtcDateTime);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Read-only, or deleted meanwhile.
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
        {
            return Task.FromResult(false);
        }

        File.Delete(path);
        return Task.FromResult(true);
    }

    /// <summary>Removes what is not finished.</summary>
    public void Dispose() => _staging?.Dispose();

    private StagingDirectory OpenStaging()
    {
        lock (_lock)
        {
            return _staging ??= StagingDirectory.Open(Path.Combine(_directory, "staging"));
        }
    }

    private ObjectInfo? Stat(ObjectKey key) =>
        FileStatus.Find(PathOf(key)) is { } file
            ? new ObjectInfo(key, file.Length, $"{file.Inode}/{file.Length}/{file.Modified}", file.Accessed)
            : null;

    private FileSystemEnumerable<string> Enumerate(ObjectKind kind, string prefix, string? after) =>
        new(
            Path.Combine(_directory, NameOf(kind)),
            (ref entry) => entry.FileName.ToString())
        {
            // The operator's own files (.nfs…, lost+found) are passed over.
            ShouldIncludePredicate = (ref entry) =>
                entry.FileName.StartsWith(prefix, StringComparison.Ordinal)
                && entry.FileName.SequenceCompareTo(after) > 0
                && !entry.IsDirectory
                && ObjectKey.IsName(entry.FileName.ToString()),
        };

    private string PathOf(ObjectKey key) => Path.Combine(_directory, NameOf(key.Kind), key.Hex);

    private static string NameOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Blob => "blobs/sha256",
        ObjectKind.Schematic => "schematics",
        ObjectKind.Recipe => "recipes",
        ObjectKind.Answer => "answers",
        ObjectKind.Lease => "leases",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}

namespace ImageFactory.Assets.Store;

/// <summary>A file that is written beside its place, flushed to the disk and renamed.</summary>
internal sealed class StagedFile : IStagedObject
{
    private const int BufferSize = 128 * 1024;

    private readonly FileStream _file;
    private readonly Func<ObjectKey, string> _pathOf;

    public StagedFile(string path, Func<ObjectKey, string> pathOf)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        _pathOf = pathOf;
    }

    public Stream Content => _file;

    public async Task PutAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var path = _pathOf(key);
        await CloseAsync(cancellationToken);
        File.Move(_file.Name, path, overwrite: true);
        FlushDirectoryOf(path);
    }

    public async Task<bool> PutIfAbsentAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var path = _pathOf(key);
        if (File.Exists(path))
        {
            return false;
        }

        await CloseAsync(cancellationToken);
        if (!DirectoryEntry.TryLink(_file.Name, path))
        {
            return false;
        }

        FlushDirectoryOf(path);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync();
        }
        catch (IOException)
        {
            // What could not be written any more is given up here; whoever wrote it has been told.
        }

        File.Delete(_file.Name);
    }

    private async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _file.FlushAsync(cancellationToken);
        await Task.Run(() => _file.Flush(flushToDisk: true), cancellationToken);
        await _file.DisposeAsync();
    }

    private static void FlushDirectoryOf(string path) =>
        DirectoryEntry.Flush(Path.GetDirectoryName(path)!); // an object's path has a directory
}

using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Tests.Store;

/// <summary>Counts how often an object is opened, and how often objects are listed.</summary>
internal sealed class CountingStore(IObjectStore store) : IObjectStore
{
    private int _opened;

    public int Opened => _opened;

    public int Listed { get; private set; }

    public ValueTask<IByteSource?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        return store.FindAsync(key, cancellationToken);
    }

    public ValueTask<ObjectInfo?> StatAsync(ObjectKey key, CancellationToken cancellationToken) => store.StatAsync(key, cancellationToken);

    public ValueTask<IStagedObject> StageAsync(CancellationToken cancellationToken) => store.StageAsync(cancellationToken);

    public Task<IReadOnlyList<ObjectInfo>> ListAsync(
        ObjectKind kind, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        Listed++;
        return store.ListAsync(kind, prefix, after, limit, cancellationToken);
    }

    public ValueTask NoteUseAsync(ObjectKey key, DateTimeOffset time, CancellationToken cancellationToken) =>
        store.NoteUseAsync(key, time, cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);
}

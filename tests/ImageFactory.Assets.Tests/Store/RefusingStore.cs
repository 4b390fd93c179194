using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Tests.Store;

/// <summary>Keeps nothing new while it refuses.</summary>
internal sealed class RefusingStore(IObjectStore store) : IObjectStore
{
    public bool IsRefusing { get; set; }

    public ValueTask<IStagedObject> StageAsync(CancellationToken cancellationToken) =>
        IsRefusing ? throw new IOException("Refused.") : store.StageAsync(cancellationToken);

    public ValueTask<IByteSource?> FindAsync(ObjectKey key, CancellationToken cancellationToken) => store.FindAsync(key, cancellationToken);

    public ValueTask<ObjectInfo?> StatAsync(ObjectKey key, CancellationToken cancellationToken) => store.StatAsync(key, cancellationToken);

    public Task<IReadOnlyList<ObjectInfo>> ListAsync(
        ObjectKind kind, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(kind, prefix, after, limit, cancellationToken);

    public ValueTask NoteUseAsync(ObjectKey key, DateTimeOffset time, CancellationToken cancellationToken) =>
        store.NoteUseAsync(key, time, cancellationToken);

    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);
}

using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Tests.Store;

/// <summary>A store whose deletes wait until they may go on, or fail.</summary>
internal sealed class SlowDeletes(IObjectStore store) : IObjectStore
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task;

    public void GoOn() => _ended.SetResult();

    public void Fail() => _ended.SetException(new IOException("The disk does not delete."));

    public ValueTask<IByteSource?> FindAsync(ObjectKey key, CancellationToken cancellationToken) => store.FindAsync(key, cancellationToken);

    public ValueTask<ObjectInfo?> StatAsync(ObjectKey key, CancellationToken cancellationToken) => store.StatAsync(key, cancellationToken);

    public ValueTask<IStagedObject> StageAsync(CancellationToken cancellationToken) => store.StageAsync(cancellationToken);

    public Task<IReadOnlyList<ObjectInfo>> ListAsync(
        ObjectKind kind, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(kind, prefix, after, limit, cancellationToken);

    public ValueTask NoteUseAsync(ObjectKey key, DateTimeOffset time, CancellationToken cancellationToken) =>
        store.NoteUseAsync(key, time, cancellationToken);

    public async Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        _begun.TrySetResult();
        await _ended.Task;
        return await store.DeleteAsync(key, cancellationToken);
    }
}

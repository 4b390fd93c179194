using System.Collections.Concurrent;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>Objects in memory, for tests.</summary>
public sealed class MemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<ObjectKey, byte[]> _objects = new();

    /// <inheritdoc/>
    public ValueTask<IByteSource?> FindAsync(ObjectKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IByteSource?>(_objects.TryGetValue(key, out var content) ? new MemoryByteSource(content) : null);

    /// <inheritdoc/>
    public ValueTask<ObjectInfo?> StatAsync(ObjectKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_objects.TryGetValue(key, out var content) ? new ObjectInfo(key, content.Length) : null);

    /// <inheritdoc/>
    public ValueTask<IStagedObject> StageAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IStagedObject>(new StagedObject(_objects));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectInfo>> ListAsync(
        ObjectKind kind, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Task.FromResult<IReadOnlyList<ObjectInfo>>(
        [
            .. _objects
                .Where(entry => entry.Key.Kind == kind && entry.Key.Hex.StartsWith(prefix, StringComparison.Ordinal))
                .Where(entry => string.CompareOrdinal(entry.Key.Hex, after) > 0)
                .OrderBy(entry => entry.Key.Hex, StringComparer.Ordinal)
                .Take(limit)
                .Select(entry => new ObjectInfo(entry.Key, entry.Value.Length)),
        ]);
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) =>
        Task.FromResult(_objects.TryRemove(key, out _));

    private sealed class StagedObject(ConcurrentDictionary<ObjectKey, byte[]> objects) : IStagedObject
    {
        private readonly MemoryStream _content = new();

        public Stream Content => _content;

        public Task PutAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            objects[key] = _content.ToArray();
            return Task.CompletedTask;
        }

        public Task<bool> PutIfAbsentAsync(ObjectKey key, CancellationToken cancellationToken) =>
            Task.FromResult(objects.TryAdd(key, _content.ToArray()));

        public ValueTask DisposeAsync() => _content.DisposeAsync();
    }
}

using System.Collections.Concurrent;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>Objects in memory, for tests.</summary>
public sealed class MemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<ObjectKey, Kept> _objects = new();

    /// <inheritdoc/>
    public ValueTask<IByteSource?> FindAsync(ObjectKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IByteSource?>(_objects.TryGetValue(key, out var kept) ? new MemoryByteSource(kept.Content) : null);

    /// <inheritdoc/>
    public ValueTask<ObjectInfo?> StatAsync(ObjectKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_objects.TryGetValue(key, out var kept) ? kept.Describe(key) : null);

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
                .Select(entry => entry.Value.Describe(entry.Key)),
        ]);
    }

    /// <inheritdoc/>
    public ValueTask NoteUseAsync(ObjectKey key, DateTimeOffset time, CancellationToken cancellationToken)
    {
        if (_objects.TryGetValue(key, out var kept))
        {
            _objects.TryUpdate(key, kept with { LastUsed = time }, kept);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) =>
        Task.FromResult(_objects.TryRemove(key, out _));

    private sealed record Kept(byte[] Content, string Version, DateTimeOffset LastUsed)
    {
        public static Kept Of(MemoryStream content) => new(content.ToArray(), $"{Guid.NewGuid()}", DateTimeOffset.UtcNow);

        public ObjectInfo Describe(ObjectKey key) => new(key, Content.Length, Version, LastUsed);
    }

    private sealed class StagedObject(ConcurrentDictionary<ObjectKey, Kept> objects) : IStagedObject
    {
        private readonly MemoryStream _content = new();

        public Stream Content => _content;

        public Task PutAsync(ObjectKey key, CancellationToken cancellationToken)
        {
            objects[key] = Kept.Of(_content);
            return Task.CompletedTask;
        }

        public Task<bool> PutIfAbsentAsync(ObjectKey key, CancellationToken cancellationToken) =>
            Task.FromResult(objects.TryAdd(key, Kept.Of(_content)));

        public ValueTask DisposeAsync() => _content.DisposeAsync();
    }
}

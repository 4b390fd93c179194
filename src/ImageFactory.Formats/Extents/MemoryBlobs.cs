using System.Collections.Concurrent;

namespace ImageFactory.Formats.Extents;

/// <summary>Blobs in memory, for small content and tests.</summary>
public sealed class MemoryBlobs : IBlobSource
{
    private readonly ConcurrentDictionary<Digest, ReadOnlyMemory<byte>> _blobs = new();

    /// <summary>Keeps a blob and returns the map of all of it.</summary>
    public ExtentMap Add(ReadOnlyMemory<byte> content)
    {
        var digest = Digest.OfBytes(content.Span);
        _blobs[digest] = content;
        return ExtentMap.OfBlob(digest, content.Length);
    }

    /// <inheritdoc/>
    public ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) =>
        _blobs.TryGetValue(blob, out var content)
            ? ValueTask.FromResult<IByteSource>(new MemoryByteSource(content))
            : throw new FileNotFoundException($"There is no blob {blob}.");

    private sealed class MemoryByteSource(ReadOnlyMemory<byte> content) : IByteSource
    {
        public long Length => content.Length;

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var count = (int)Math.Clamp(content.Length - offset, 0, buffer.Length);
            if (count > 0)
            {
                content.Slice((int)offset, count).CopyTo(buffer);
            }

            return ValueTask.FromResult(count);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

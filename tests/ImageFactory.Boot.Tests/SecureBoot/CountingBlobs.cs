using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Tests.SecureBoot;

/// <summary>Blobs in memory that count what is read of them.</summary>
internal sealed class CountingBlobs : IBlobSource
{
    private readonly MemoryBlobs _blobs = new();
    private long _bytesRead;

    /// <summary>Bytes read so far.</summary>
    public long BytesRead
    {
        get => Interlocked.Read(ref _bytesRead);
        set => Interlocked.Exchange(ref _bytesRead, value);
    }

    /// <summary>Keeps a blob and returns the map of all of it.</summary>
    public ExtentMap Add(byte[] content) => _blobs.Add(content);

    /// <inheritdoc/>
    public async ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) =>
        new CountingBytes(this, await _blobs.OpenAsync(blob, cancellationToken));

    private sealed class CountingBytes(CountingBlobs owner, IByteSource bytes) : IByteSource
    {
        public long Length => bytes.Length;

        public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            var count = await bytes.ReadAsync(offset, buffer, cancellationToken);
            Interlocked.Add(ref owner._bytesRead, count);
            return count;
        }

        public ValueTask DisposeAsync() => bytes.DisposeAsync();
    }
}

namespace ImageFactory.Formats.Extents;

/// <summary>A map as a read-only, seekable stream. Blobs are read asynchronously only: the synchronous reads are not supported.</summary>
public sealed class ExtentStream : Stream
{
    private readonly ExtentReader _reader;
    private long _position;

    /// <summary>A stream over <paramref name="map"/> that finds blobs in <paramref name="blobs"/>.</summary>
    public ExtentStream(ExtentMap map, IBlobSource blobs) => _reader = new ExtentReader(map, blobs);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _reader.Map.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _reader.ReadAsync(_position, buffer, cancellationToken);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var start = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => Length,
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Unknown origin."),
        };
        Position = start + offset;
        return Position;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Blobs are read asynchronously.");

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("A map is read-only.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A map is read-only.");
}

namespace ImageFactory.Formats.Archives;

/// <summary>A stream that is read once, from front to back.</summary>
internal abstract class ForwardReadStream : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException("The length is not known before the end.");

    public sealed override long Position
    {
        get => throw new NotSupportedException("The stream is only read forward.");
        set => throw new NotSupportedException("The stream is only read forward.");
    }

    public abstract override int Read(Span<byte> buffer);

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public sealed override void Flush()
    {
    }

    public sealed override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("The stream is only read forward.");

    public sealed override void SetLength(long value) => throw new NotSupportedException("The stream is only read.");

    public sealed override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The stream is only read.");
}

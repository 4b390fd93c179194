namespace ImageFactory.Formats.Tar;

/// <summary>The content of one entry inside the archive's stream.</summary>
internal sealed class TarContentStream(Stream archive, long length) : Stream
{
    private const int SkipBufferSize = 64 * 1024;

    private long _position;

    public static TarContentStream Empty => new(Null, 0);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException("An archive is read from front to back.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _position);
        if (wanted == 0)
        {
            return 0;
        }

        var count = await archive.ReadAsync(buffer[..wanted], cancellationToken);
        _position += count;
        return count > 0 ? count : throw new InvalidDataException("The tar archive ends in the middle of an entry.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Reads over what is left, and the zeros up to the next block.</summary>
    public async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        var end = checked((length + TarFormat.BlockSize - 1) / TarFormat.BlockSize * TarFormat.BlockSize);
        var buffer = new byte[(int)Math.Min(SkipBufferSize, end - _position)];
        while (_position < end)
        {
            var count = await archive.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - _position)), cancellationToken);
            _position += count > 0 ? count : throw new InvalidDataException("The tar archive ends in the middle of an entry.");
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Archives are read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("An archive is read from front to back.");

    public override void SetLength(long value) => throw new NotSupportedException("An archive is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An archive is read-only.");
}

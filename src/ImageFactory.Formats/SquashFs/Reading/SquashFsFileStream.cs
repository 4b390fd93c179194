using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>The content of a file, from front to back, a block at a time.</summary>
internal sealed class SquashFsFileStream(SquashFsInode file, BlockReader blocks) : Stream
{
    private readonly byte[] _block = new byte[blocks.BlockSize];
    private ulong _stored = file.Data.Start;
    private long _read;
    private int _index;
    private Memory<byte> _left;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Size;

    public override long Position
    {
        get => _read - _left.Length;
        set => throw new NotSupportedException("A file in a squashfs image is read from front to back.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left.IsEmpty && _read < file.Size && !buffer.IsEmpty)
        {
            await ReadNextAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _left.Length);
        _left[..count].CopyTo(buffer);
        _left = _left[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Blobs are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("A file in a squashfs image is read from front to back.");

    public override void SetLength(long value) => throw new NotSupportedException("An image is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An image is read-only.");

    private async ValueTask ReadNextAsync(CancellationToken cancellationToken)
    {
        var next = _block.AsMemory(0, (int)Math.Min(_block.Length, file.Size - _read));
        if (_index * sizeof(uint) == file.Content.Length)
        {
            await blocks.ReadTailAsync(file.Data, next, cancellationToken);
        }
        else
        {
            await ReadBlockAsync(next, cancellationToken);
        }

        _index++;
        _read += next.Length;
        _left = next;
    }

    private async ValueTask ReadBlockAsync(Memory<byte> next, CancellationToken cancellationToken)
    {
        var storedSize = BinaryPrimitives.ReadUInt32LittleEndian(blocks.BlockSizesOf(file)[(_index * sizeof(uint))..]);
        if (storedSize == 0)
        {
            next.Span.Clear();
            return;
        }

        if (await blocks.ReadBlockAsync(_stored, storedSize, next, cancellationToken) != next.Length)
        {
            throw new InvalidDataException($"The squashfs block at {_stored} is not {next.Length} bytes long.");
        }

        _stored += BlockReader.StoredLength(storedSize);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>A metadata table in the making: a stream of bytes, cut into blocks of 8 KiB that are compressed (squashfs.rst §3.2).</summary>
internal sealed class MetadataWriter(IBlockCodec codec)
{
    private readonly ArrayBufferWriter<byte> _stored = new();
    private readonly byte[] _block = new byte[SquashFsFormat.MetadataBlock];
    private readonly List<int> _blockStarts = [];
    private int _length;

    /// <summary>The place of the next byte.</summary>
    public MetadataReference Position => new((uint)_stored.WrittenCount, (ushort)_length);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, _block.Length - _length);
            bytes[..count].CopyTo(_block.AsSpan(_length));
            bytes = bytes[count..];
            _length += count;
            if (_length == _block.Length)
            {
                Flush();
            }
        }
    }

    /// <summary>The compressed table and where its blocks start in it. Nothing can be written any more.</summary>
    public (ReadOnlyMemory<byte> Bytes, IReadOnlyList<int> BlockStarts) Finish()
    {
        if (_length > 0)
        {
            Flush();
        }

        return (_stored.WrittenMemory, _blockStarts);
    }

    private void Flush()
    {
        _blockStarts.Add(_stored.WrittenCount);
        var destination = _stored.GetSpan(sizeof(ushort) + _length);
        var isShorter = codec.TryCompress(
            _block.AsSpan(0, _length), destination.Slice(sizeof(ushort), _length - 1), out var stored);
        if (!isShorter)
        {
            stored = _length;
            _block.AsSpan(0, _length).CopyTo(destination[sizeof(ushort)..]);
        }

        var header = isShorter ? (ushort)stored : (ushort)(stored | SquashFsFormat.StoredMetadata);
        BinaryPrimitives.WriteUInt16LittleEndian(destination, header);
        _stored.Advance(sizeof(ushort) + stored);
        _length = 0;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>Decompresses metadata tables, up to a total length.</summary>
internal sealed class MetadataLoader(ImageBytes image, IBlockCodec codec, int limit)
{
    private readonly byte[] _stored = new byte[SquashFsFormat.MetadataBlock];
    private readonly byte[] _block = new byte[SquashFsFormat.MetadataBlock];
    private int _left = limit;

    /// <summary>Loads the table whose blocks fill [start, end) of the image.</summary>
    /// <exception cref="InvalidDataException">A block is damaged, or the table is too long.</exception>
    public async Task<MetadataTable> LoadAsync(ulong start, ulong end, CancellationToken cancellationToken)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var blocks = new Dictionary<uint, int>();
        var position = start;
        if (start > end || end - start > uint.MaxValue)
        {
            throw new InvalidDataException($"The squashfs image cannot have a table from {start} to {end}.");
        }

        while (position < end)
        {
            blocks.Add((uint)(position - start), bytes.WrittenCount);
            var (length, storedLength) = await ReadBlockAsync(position, cancellationToken);
            bytes.Write(_block.AsSpan(0, length));
            position += (uint)storedLength;
            if (position > end || (position < end && length < SquashFsFormat.MetadataBlock))
            {
                throw new InvalidDataException($"A squashfs table from {start} to {end} has a block of {length} bytes before {position}.");
            }
        }

        // A listing or list may be empty and stand where the next block would start.
        blocks.TryAdd((uint)(end - start), bytes.WrittenCount);
        return new MetadataTable(bytes.WrittenSpan.ToArray(), blocks);
    }

    /// <summary>Loads a table of <paramref name="length"/> bytes whose blocks are listed at <paramref name="list"/>.</summary>
    /// <exception cref="InvalidDataException">A block is damaged, or the table is too long.</exception>
    public async Task<byte[]> LoadListedAsync(ulong list, long length, CancellationToken cancellationToken)
    {
        if (length == 0)
        {
            return [];
        }

        if (length > _left)
        {
            throw TooLong();
        }

        var table = new byte[length];
        var positions = new byte[(length + SquashFsFormat.MetadataBlock - 1) / SquashFsFormat.MetadataBlock * sizeof(ulong)];
        await image.ReadAsync(list, positions, cancellationToken);
        for (var offset = 0; offset < table.Length; offset += SquashFsFormat.MetadataBlock)
        {
            var block = offset / SquashFsFormat.MetadataBlock;
            var position = BinaryPrimitives.ReadUInt64LittleEndian(positions.AsSpan(block * sizeof(ulong)));
            var (read, _) = await ReadBlockAsync(position, cancellationToken);
            if (read != Math.Min(SquashFsFormat.MetadataBlock, table.Length - offset))
            {
                throw new InvalidDataException($"A block of a squashfs table has {read} bytes.");
            }

            _block.AsSpan(0, read).CopyTo(table.AsSpan(offset));
        }

        return table;
    }

    /// <summary>The position of the first block of a table whose blocks are listed at <paramref name="list"/>.</summary>
    public async Task<ulong> ReadFirstPositionAsync(ulong list, CancellationToken cancellationToken)
    {
        await image.ReadAsync(list, _stored.AsMemory(0, sizeof(ulong)), cancellationToken);
        return BinaryPrimitives.ReadUInt64LittleEndian(_stored);
    }

    private async Task<(int Length, int StoredLength)> ReadBlockAsync(ulong position, CancellationToken cancellationToken)
    {
        await image.ReadAsync(position, _stored.AsMemory(0, sizeof(ushort)), cancellationToken);
        var header = BinaryPrimitives.ReadUInt16LittleEndian(_stored);
        var size = header & ~SquashFsFormat.StoredMetadata;
        if (size is 0 or > SquashFsFormat.MetadataBlock)
        {
            throw new InvalidDataException($"The squashfs metadata block at {position} has {size} bytes.");
        }

        var stored = _stored.AsMemory(0, size);
        await image.ReadAsync(position + sizeof(ushort), stored, cancellationToken);
        var length = size;
        if ((header & SquashFsFormat.StoredMetadata) != 0)
        {
            stored.CopyTo(_block);
        }
        else
        {
            length = codec.Decompress(stored.Span, _block);
        }

        if (length > _left)
        {
            throw TooLong();
        }

        _left -= length;
        return (length, sizeof(ushort) + size);
    }

    private static InvalidDataException TooLong() => new("The metadata of the squashfs image is longer than the limit.");
}

using ImageFactory.Formats.Compression;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>Reads data blocks and fragments. Keeps the last fragment, as neighbouring small files share one.</summary>
internal sealed class BlockReader(ImageTables tables, ImageBytes image, IBlockCodec codec)
{
    private readonly byte[] _stored = new byte[tables.Superblock.BlockSize];
    private readonly byte[] _fragment = new byte[tables.Superblock.BlockSize];
    private uint _fragmentIndex = SquashFsFormat.None;
    private int _fragmentLength;

    public int BlockSize => (int)tables.Superblock.BlockSize;

    /// <summary>The sizes of the blocks of a file as they stand in its inode.</summary>
    public ReadOnlySpan<byte> BlockSizesOf(SquashFsInode file) => tables.Inodes[file.Content];

    /// <summary>How many bytes of the image a block takes.</summary>
    public static uint StoredLength(uint storedSize) => storedSize & ~SquashFsFormat.StoredData;

    /// <summary>Reads a block and returns its length.</summary>
    /// <exception cref="InvalidDataException">The block is damaged.</exception>
    public async ValueTask<int> ReadBlockAsync(
        ulong position, uint storedSize, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var length = StoredLength(storedSize);
        if (length == 0 || length > _stored.Length)
        {
            throw new InvalidDataException($"The squashfs block at {position} has {length} bytes.");
        }

        if ((storedSize & SquashFsFormat.StoredData) != 0)
        {
            await image.ReadAsync(position, destination[..(int)Math.Min(length, (uint)destination.Length)], cancellationToken);
            return (int)length;
        }

        var stored = _stored.AsMemory(0, (int)length);
        await image.ReadAsync(position, stored, cancellationToken);
        return codec.Decompress(stored.Span, destination.Span);
    }

    /// <summary>Copies the tail of a file.</summary>
    /// <exception cref="InvalidDataException">The fragment is damaged or too short.</exception>
    public async ValueTask ReadTailAsync(FileData data, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_fragmentIndex != data.Fragment)
        {
            _fragmentIndex = SquashFsFormat.None;
            var entry = FragmentEntry.Read(tables.Fragments.AsSpan((int)data.Fragment * FragmentEntry.Size));
            _fragmentLength = await ReadBlockAsync(entry.Start, entry.StoredSize, _fragment, cancellationToken);
            _fragmentIndex = data.Fragment;
        }

        if (data.FragmentOffset + destination.Length > _fragmentLength)
        {
            throw new InvalidDataException("A squashfs fragment ends before the tail of a file.");
        }

        _fragment.AsMemory((int)data.FragmentOffset, destination.Length).CopyTo(destination);
    }
}

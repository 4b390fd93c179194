using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>
/// The first 96 bytes of an image (fs/squashfs/squashfs_fs.h, struct squashfs_super_block). Positions are absolute.
/// </summary>
internal readonly record struct Superblock
{
    public const int Size = 96;

    /// <summary><see cref="SquashFsFormat.Signature"/>.</summary>
    public required uint Signature { get; init; }

    /// <summary>The number of inodes.</summary>
    public required uint InodeCount { get; init; }

    /// <summary>When the image was made, in seconds since 1970.</summary>
    public required uint ModificationTime { get; init; }

    /// <summary>The size of a data block in bytes: a power of two from 4 KiB to 1 MiB.</summary>
    public required uint BlockSize { get; init; }

    /// <summary>The number of fragment blocks.</summary>
    public required uint FragmentCount { get; init; }

    /// <summary>The number of the <see cref="SquashFsCompressor"/>.</summary>
    public required ushort Compressor { get; init; }

    /// <summary>The binary logarithm of <see cref="BlockSize"/>.</summary>
    public required ushort BlockSizeLog { get; init; }

    /// <summary>FlagX bits of <see cref="SquashFsFormat"/>.</summary>
    public required ushort Flags { get; init; }

    /// <summary>The number of distinct user and group numbers.</summary>
    public required ushort IdCount { get; init; }

    /// <summary>4.</summary>
    public required ushort MajorVersion { get; init; }

    /// <summary>0.</summary>
    public required ushort MinorVersion { get; init; }

    /// <summary>The packed <see cref="MetadataReference"/> of the root directory.</summary>
    public required ulong RootInode { get; init; }

    /// <summary>The length of the image without padding.</summary>
    public required ulong BytesUsed { get; init; }

    /// <summary>Where the list of the id table's blocks is.</summary>
    public required ulong IdTable { get; init; }

    /// <summary>Where the <see cref="XattrTableHeader"/> is, or <see cref="SquashFsFormat.NoTable"/>.</summary>
    public required ulong XattrTable { get; init; }

    /// <summary>Where the inodes are.</summary>
    public required ulong InodeTable { get; init; }

    /// <summary>Where the listings are.</summary>
    public required ulong DirectoryTable { get; init; }

    /// <summary>Where the list of the fragment table's blocks is.</summary>
    public required ulong FragmentTable { get; init; }

    /// <summary>Where the list of the export table's blocks is, or <see cref="SquashFsFormat.NoTable"/>.</summary>
    public required ulong ExportTable { get; init; }

    public static Superblock Read(ReadOnlySpan<byte> source) => new()
    {
        Signature = BinaryPrimitives.ReadUInt32LittleEndian(source),
        InodeCount = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        ModificationTime = BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        BlockSize = BinaryPrimitives.ReadUInt32LittleEndian(source[12..]),
        FragmentCount = BinaryPrimitives.ReadUInt32LittleEndian(source[16..]),
        Compressor = BinaryPrimitives.ReadUInt16LittleEndian(source[20..]),
        BlockSizeLog = BinaryPrimitives.ReadUInt16LittleEndian(source[22..]),
        Flags = BinaryPrimitives.ReadUInt16LittleEndian(source[24..]),
        IdCount = BinaryPrimitives.ReadUInt16LittleEndian(source[26..]),
        MajorVersion = BinaryPrimitives.ReadUInt16LittleEndian(source[28..]),
        MinorVersion = BinaryPrimitives.ReadUInt16LittleEndian(source[30..]),
        RootInode = BinaryPrimitives.ReadUInt64LittleEndian(source[32..]),
        BytesUsed = BinaryPrimitives.ReadUInt64LittleEndian(source[40..]),
        IdTable = BinaryPrimitives.ReadUInt64LittleEndian(source[48..]),
        XattrTable = BinaryPrimitives.ReadUInt64LittleEndian(source[56..]),
        InodeTable = BinaryPrimitives.ReadUInt64LittleEndian(source[64..]),
        DirectoryTable = BinaryPrimitives.ReadUInt64LittleEndian(source[72..]),
        FragmentTable = BinaryPrimitives.ReadUInt64LittleEndian(source[80..]),
        ExportTable = BinaryPrimitives.ReadUInt64LittleEndian(source[88..]),
    };

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Signature);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], InodeCount);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], ModificationTime);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], BlockSize);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], FragmentCount);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[20..], Compressor);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[22..], BlockSizeLog);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[24..], Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[26..], IdCount);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[28..], MajorVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[30..], MinorVersion);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[32..], RootInode);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[40..], BytesUsed);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[48..], IdTable);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[56..], XattrTable);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[64..], InodeTable);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[72..], DirectoryTable);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[80..], FragmentTable);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[88..], ExportTable);
    }
}

using System.Numerics;

namespace ImageFactory.Formats.Xfs;

/// <summary>
/// The sizes and fixed places of an XFS file system, as mkfs.xfs of xfsprogs 6.1 chooses them. xfs_repair expects the root directory at
/// the place that follows from them.
/// </summary>
internal sealed record XfsGeometry
{
    public const int BlockSize = 1 << BlockBits;
    public const int BlockBits = 12;
    public const int Groups = 4;

    /// <summary>The group with the log.</summary>
    public const int LogGroup = Groups / 2;

    /// <summary>64 MiB, the same for all sizes up to <see cref="LargestSize"/>.</summary>
    public const uint LogBlocks = 16384;

    public const int InodeSize = 1 << InodeBits;
    public const int InodeBits = 9;
    public const int InodesPerBlock = BlockSize / InodeSize;

    /// <summary>Inodes come in chunks of so many, of which the index has a record each.</summary>
    public const int InodesPerChunk = 64;

    public const uint BlocksPerChunk = InodesPerChunk / InodesPerBlock;

    /// <summary>Chunks of inodes start at a multiple of so many blocks.</summary>
    public const uint ChunkAlignment = 4;

    /// <summary>Blocks of each group that its indexes can grow into.</summary>
    public const uint FreeListBlocks = 4;

    /// <summary>The unit of disk addresses, whatever the sector size.</summary>
    private const int DiskAddressUnit = 512;

    private const int HeaderSectors = 4;
    private const long SmallestSize = 300L << 20;
    private const long LargestSize = 128L << 30;

    public required int SectorSize { get; init; }

    public required uint TotalBlocks { get; init; }

    /// <summary>The blocks of every group but the last, which may have up to three less.</summary>
    public required uint GroupBlocks { get; init; }

    /// <summary>Bits of a block number inside a group.</summary>
    public int GroupBits => BitOperations.Log2(GroupBlocks - 1) + 1;

    public byte SectorBits => (byte)BitOperations.Log2((uint)SectorSize);

    /// <summary>Whether sectors are larger than what XFS takes for granted.</summary>
    public bool HasLargeSectors => SectorSize > DiskAddressUnit;

    /// <summary>The root of the index of free space by place; before it are the four sectors of headers.</summary>
    public uint PlaceIndex => (uint)Math.Max(HeaderSectors * SectorSize / BlockSize, 1);

    /// <summary>The root of the index of free space by length.</summary>
    public uint LengthIndex => PlaceIndex + 1;

    /// <summary>The root of the index of inodes.</summary>
    public uint InodeIndex => PlaceIndex + 2;

    /// <summary>The first block of the log in its group.</summary>
    public uint LogBlock => PlaceIndex + 3;

    /// <summary>The first block of the chunks of inodes, which are all in the first group.</summary>
    public uint InodeBlock => (FirstFree(0) + ChunkAlignment - 1) / ChunkAlignment * ChunkAlignment;

    /// <summary>The number of the first inode: the root directory.</summary>
    public uint RootInode => InodeBlock * InodesPerBlock;

    public static XfsGeometry Create(XfsOptions options)
    {
        if (options.SectorSize is not (512 or 4096) || options.Size is < SmallestSize or > LargestSize || options.Size % BlockSize != 0)
        {
            throw new ArgumentException(
                $"An XFS file system cannot have {options.Size} bytes in sectors of {options.SectorSize} bytes: its size is a multiple of "
                + $"{BlockSize} from {SmallestSize} to {LargestSize}, its sectors have 512 or 4096 bytes.",
                nameof(options));
        }

        var blocks = (uint)(options.Size / BlockSize);
        return new XfsGeometry
        {
            SectorSize = options.SectorSize,
            TotalBlocks = blocks,
            GroupBlocks = (blocks + Groups - 1) / Groups,
        };
    }

    /// <summary>The length of a group in blocks.</summary>
    public uint BlocksOf(int group) => Math.Min(GroupBlocks, TotalBlocks - ((uint)group * GroupBlocks));

    /// <summary>The first block of the free list of a group.</summary>
    public uint FreeList(int group) => LogBlock + (group == LogGroup ? LogBlocks : 0);

    /// <summary>The first block of a group that an empty file system does not use.</summary>
    public uint FirstFree(int group) => FreeList(group) + FreeListBlocks;

    /// <summary>The number by which all of the file system knows a block.</summary>
    public ulong BlockNumber(int group, uint block) => ((ulong)group << GroupBits) | block;

    /// <summary>The offset of a block in bytes.</summary>
    public long OffsetOf(int group, uint block) => (((long)group * GroupBlocks) + block) * BlockSize;

    /// <summary>The offset of a block as blocks themselves state it.</summary>
    public ulong DiskAddress(int group, uint block) => (ulong)(OffsetOf(group, block) / DiskAddressUnit);
}

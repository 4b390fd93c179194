namespace ImageFactory.Formats.Ext4;

/// <summary>
/// Where the tables lie. All of them lie in front (flexible block groups), and there are no copies of the superblock (sparse_super2), so
/// that what is in use is one run of blocks from the start: superblock, group descriptors, block bitmaps, inode bitmaps, inode tables,
/// contents.
/// </summary>
/// <param name="Blocks">The blocks of the file system.</param>
/// <param name="Inodes">The inodes in use, with those that are reserved.</param>
internal readonly record struct Ext4Geometry(long Blocks, int Inodes)
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 4096;

    /// <summary>Blocks of a group: as many as a block has bits.</summary>
    public const int BlocksPerGroup = 8 * BlockSize;

    /// <summary>Bytes of an inode.</summary>
    public const int InodeSize = 256;

    /// <summary>Bytes of a group descriptor.</summary>
    public const int DescriptorSize = 32;

    /// <summary>Blocks of the longest extent.</summary>
    public const int LongestExtent = 32768;

    /// <summary>Extents in a block.</summary>
    public const int ExtentsPerBlock = 340;

    /// <summary>Extents in an inode.</summary>
    public const int ExtentsPerInode = 4;

    /// <summary>Bytes of the longest file: what an inode reaches through one level of blocks of extents.</summary>
    public const long LongestFile = (long)ExtentsPerInode * ExtentsPerBlock * LongestExtent * BlockSize;

    /// <summary>The inode of the root.</summary>
    public const int RootInode = 2;

    /// <summary>The first inode that is not reserved, of <c>lost+found</c>.</summary>
    public const int FirstInode = 11;

    private const int InodesPerBlock = BlockSize / InodeSize;

    // A bitmap is one block.
    private const int MostInodesPerGroup = 8 * BlockSize;

    /// <summary>The groups.</summary>
    public int Groups => (int)DivideUp(Blocks, BlocksPerGroup);

    /// <summary>The inodes of a group: as few as hold those in use, in whole blocks.</summary>
    public int InodesPerGroup => (int)DivideUp(Inodes, (long)Groups * InodesPerBlock) * InodesPerBlock;

    /// <summary>Whether the bitmaps of the groups have room for all inodes.</summary>
    public bool HasInodes => InodesPerGroup <= MostInodesPerGroup;

    /// <summary>The block of the first block bitmap.</summary>
    public long BlockBitmap => 1 + DivideUp((long)Groups * DescriptorSize, BlockSize);

    /// <summary>The block of the first inode bitmap.</summary>
    public long InodeBitmap => BlockBitmap + Groups;

    /// <summary>The block of the first inode table.</summary>
    public long InodeTable => InodeBitmap + Groups;

    /// <summary>The blocks of the inode table of a group.</summary>
    public int TableBlocks => InodesPerGroup / InodesPerBlock;

    /// <summary>The first block behind the tables.</summary>
    public long FirstContent => InodeTable + ((long)Groups * TableBlocks);

    /// <summary>The blocks without which there are too few groups for so many inodes.</summary>
    public static long FewestBlocks(int inodes) => ((DivideUp(inodes, MostInodesPerGroup) - 1) * BlocksPerGroup) + 1;

    /// <summary>The blocks of a group; the last one may have fewer than the others.</summary>
    public int BlocksOf(int group) => (int)Math.Min(BlocksPerGroup, Blocks - ((long)group * BlocksPerGroup));

    /// <summary>Divides, and rounds up.</summary>
    public static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;
}

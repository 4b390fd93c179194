namespace ImageFactory.Formats.SquashFs;

/// <summary>The constants of squashfs 4.0 (Linux Documentation/filesystems/squashfs.rst and fs/squashfs/squashfs_fs.h).</summary>
internal static class SquashFsFormat
{
    public const uint Signature = 0x7371_7368;
    public const ushort MajorVersion = 4;
    public const ushort MinorVersion = 0;

    public const int SmallestBlock = 4096;
    public const int LargestBlock = 1024 * 1024;

    /// <summary>Inodes, listings and tables are cut into blocks of this size before they are compressed.</summary>
    public const int MetadataBlock = 8192;

    /// <summary>The bit of a metadata block's length that says that it is stored, not compressed.</summary>
    public const ushort StoredMetadata = 0x8000;

    /// <summary>The bit of a data block's size that says that it is stored, not compressed.</summary>
    public const uint StoredData = 1 << 24;

    /// <summary>SQUASHFS_INVALID_FRAG and SQUASHFS_INVALID_XATTR.</summary>
    public const uint None = uint.MaxValue;

    /// <summary>SQUASHFS_INVALID_BLK: the image does not have the table.</summary>
    public const ulong NoTable = ulong.MaxValue;

    /// <summary>Added to the type of an inode in its long form.</summary>
    public const ushort ExtendedInode = 7;

    public const ushort FlagExportable = 1 << 7;
    public const ushort FlagCompressorOptions = 1 << 10;

    public const int LongestName = 255;

    // PATH_MAX counts the terminating zero; fs/squashfs/inode.c refuses more than a page.
    public const int LongestSymlink = 4095;
    public const int EntriesPerHeader = 256;

    /// <summary>The size of a listing in an inode counts "." and "..", which are not stored.</summary>
    public const int ListingOverhead = 3;

    /// <summary>SQUASHFS_XATTR_VALUE_OOL: the value is a reference to where the value is.</summary>
    public const ushort XattrOutOfLine = 256;
    public const ushort XattrPrefixMask = 255;
    public const int LongestXattrValue = 65536;

    /// <summary>The prefixes of attribute names; the index is what is stored.</summary>
    public static readonly string[] XattrPrefixes = ["user.", "trusted.", "security."];
}

namespace ImageFactory.Formats.Tar;

/// <summary>Constants of the format (POSIX.1-2017, pax, "ustar Interchange Format").</summary>
internal static class TarFormat
{
    public const int BlockSize = 512;
    public const int NameLength = 100;
    public const int PrefixLength = 155;
    public const int ChecksumOffset = 148;
    public const int ChecksumLength = 8;

    /// <summary>The largest number in a field of 11 octal digits.</summary>
    public const long LargestOctal = 0x1_FFFF_FFFF;

    public const char OldFile = '\0';
    public const char ContiguousFile = '7';
    public const char PaxHeader = 'x';
    public const char PaxGlobalHeader = 'g';
    public const char GnuLongName = 'L';
    public const char GnuLongLink = 'K';
    public const char GnuSparse = 'S';

    /// <summary>GNU tar fills an archive up to a multiple of so many bytes.</summary>
    public const int RecordSize = 20 * BlockSize;

    public const string XattrPrefix = "SCHILY.xattr.";

    /// <summary>GNU tar's records of a file whose holes are left out.</summary>
    public const string SparsePrefix = "GNU.sparse.";

    public static ReadOnlySpan<byte> Magic => "ustar\0"u8;

    public static ReadOnlySpan<byte> Version => "00"u8;

    /// <summary>What GNU's own headers have in place of magic and version.</summary>
    public static ReadOnlySpan<byte> GnuMagic => "ustar  \0"u8;
}

namespace ImageFactory.Formats.SquashFs;

/// <summary>The compressors of squashfs, by their number in the superblock.</summary>
public enum SquashFsCompressor
{
    /// <summary>zlib.</summary>
    Gzip = 1,

    /// <summary>lzma 4.</summary>
    Lzma = 2,

    /// <summary>lzo.</summary>
    Lzo = 3,

    /// <summary>xz.</summary>
    Xz = 4,

    /// <summary>lz4.</summary>
    Lz4 = 5,

    /// <summary>zstd.</summary>
    Zstd = 6,
}

namespace ImageFactory.Formats.SquashFs;

/// <summary>How an image is written.</summary>
public sealed record SquashFsOptions
{
    /// <summary>The block size of <c>mksquashfs</c> without options.</summary>
    public const int DefaultBlockSize = 128 * 1024;

    /// <summary>The compressor: zstd or xz.</summary>
    public required SquashFsCompressor Compressor { get; init; }

    /// <summary>1 to 22 for zstd; the preset 0 to 9 for xz.</summary>
    public required int Level { get; init; }

    /// <summary>The modification time of the image in seconds since 1970.</summary>
    public required uint ModificationTime { get; init; }

    /// <summary>How many threads compress, at least 1. The bytes do not depend on it.</summary>
    public required int Threads { get; init; }

    /// <summary>The size of a data block in bytes: a power of two from 4 KiB to 1 MiB.</summary>
    public int BlockSize { get; init; } = DefaultBlockSize;
}

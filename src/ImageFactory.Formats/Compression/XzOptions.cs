namespace ImageFactory.Formats.Compression;

/// <summary>How an xz stream is made. The check is always CRC32, the only one that every kernel reads.</summary>
public sealed record XzOptions
{
    /// <summary>The densest preset.</summary>
    public const int HighestPreset = 9;

    /// <summary>The smallest block that pays for its header, in bytes.</summary>
    public const long SmallestBlockSize = 64 * 1024;

    /// <summary>The largest block: the encoder holds several of them in memory.</summary>
    public const long LargestBlockSize = 1024 * 1024 * 1024;

    /// <summary>The preset, 0 to 9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public required int Preset
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, HighestPreset);
            field = value;
        }
    }

    /// <summary>Whether to search longer for the same dictionary: the <c>-e</c> of xz.</summary>
    public bool Extreme { get; init; }

    /// <summary>
    /// How many bytes of content go into one independent block, 64 KiB to 1 GiB. Fixed, so that bytes do not depend on threads;
    /// the default is three times the dictionary of preset 6, which is what xz itself takes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public long BlockSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, SmallestBlockSize);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestBlockSize);
            field = value;
        }
    } = 24 * 1024 * 1024;

    /// <summary>How many threads compress, at least 1. Any number gives the same bytes; each needs memory for a block or two.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;
}

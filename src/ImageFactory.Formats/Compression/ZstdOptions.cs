namespace ImageFactory.Formats.Compression;

/// <summary>How a zstd frame is made.</summary>
public sealed record ZstdOptions
{
    /// <summary>The fastest level.</summary>
    public const int LowestLevel = 1;

    /// <summary>The densest level.</summary>
    public const int HighestLevel = 22;

    /// <summary>The compression level, 1 to 22.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public required int Level
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, LowestLevel);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, HighestLevel);
            field = value;
        }
    }

    /// <summary>How many threads compress, at least 1. Any number gives the same bytes.</summary>
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

    /// <summary>Whether the frame ends with the XXH64 checksum of its content.</summary>
    public bool Checksum { get; init; } = true;
}

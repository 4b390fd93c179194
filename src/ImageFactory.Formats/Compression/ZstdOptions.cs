namespace ImageFactory.Formats.Compression;

/// <summary>How a zstd frame is made.</summary>
public sealed record ZstdOptions
{
    /// <summary>The fastest level.</summary>
    public const int LowestLevel = 1;

    /// <summary>The densest level.</summary>
    public const int HighestLevel = 22;

    /// <summary>The compression level, 1 to 22.</summary>
    public required int Level { get; init; }

    /// <summary>How many threads compress, at least 1. Any number gives the same bytes.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether the frame ends with the XXH64 checksum of its content.</summary>
    public bool Checksum { get; init; } = true;
}

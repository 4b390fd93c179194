namespace ImageFactory.Formats.SquashFs;

/// <summary>What a <see cref="SquashFsReader"/> takes from an image at most. The defaults are far above any root file system.</summary>
public sealed record SquashFsLimits
{
    /// <summary>How long all inodes, listings and tables may be together when decompressed, in bytes. They are held in memory.</summary>
    public int MaxMetadata { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many entries a directory, and a walk through all of them, may have.</summary>
    public int MaxEntries { get; init; } = 500_000;

    /// <summary>How deep directories may be nested.</summary>
    public int MaxDepth { get; init; } = 256;
}

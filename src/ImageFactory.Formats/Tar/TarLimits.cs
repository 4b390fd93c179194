namespace ImageFactory.Formats.Tar;

/// <summary>How much of a foreign archive is read before it is refused.</summary>
public sealed record TarLimits
{
    /// <summary>The most entries.</summary>
    public int MaxEntries { get; init; } = 500_000;

    /// <summary>The largest entry, in bytes.</summary>
    public long MaxEntrySize { get; init; } = 1L << 40;

    /// <summary>The longest path or link target, in bytes.</summary>
    public int MaxPathLength { get; init; } = 4096;

    /// <summary>The most bytes of extended headers before one entry.</summary>
    public int MaxExtendedHeader { get; init; } = 1024 * 1024;
}

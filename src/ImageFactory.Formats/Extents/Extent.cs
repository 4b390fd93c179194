namespace ImageFactory.Formats.Extents;

/// <summary>A run of bytes of an <see cref="ExtentMap"/>.</summary>
/// <param name="Offset">Where the run starts in the map, in bytes.</param>
/// <param name="Length">Length in bytes; at least 1.</param>
/// <param name="Source">What the run shows.</param>
public sealed record Extent(long Offset, long Length, ExtentSource Source)
{
    /// <summary>The offset of the first byte behind the run.</summary>
    public long End => Offset + Length;
}

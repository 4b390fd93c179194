namespace ImageFactory.Boot.Inspection;

/// <summary>Bytes of a disk outside of its partitions that are not zeros, to multiples of 4096 bytes.</summary>
/// <param name="Offset">Where they start, in bytes.</param>
/// <param name="Length">Length in bytes.</param>
public sealed record InspectedRegion(long Offset, long Length);

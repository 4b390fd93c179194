namespace ImageFactory.Formats.Extents;

/// <summary>Blocks of equal size in a row.</summary>
/// <param name="First">The number of the first, counted from the start of the map.</param>
/// <param name="Count">How many; at least 1.</param>
internal readonly record struct BlockRun(long First, long Count)
{
    /// <summary>The number of the block behind the last.</summary>
    public long End => First + Count;
}

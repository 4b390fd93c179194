namespace ImageFactory.Formats.Extents;

/// <summary>Tells holes from data without reading any content.</summary>
internal static class DataBlocks
{
    /// <summary>
    /// The longest runs of blocks in which anything but <see cref="ZeroSource"/> lies, in order. The last block may reach over the end
    /// of the map.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="blockSize">The length of a block in bytes; at least 1.</param>
    public static IEnumerable<BlockRun> Of(ExtentMap map, int blockSize)
    {
        long first = 0;
        long end = 0;
        foreach (var extent in map.Extents.Where(extent => extent.Source is not ZeroSource))
        {
            var start = extent.Offset / blockSize;
            if (start > end)
            {
                if (end > first)
                {
                    yield return new BlockRun(first, end - first);
                }

                first = start;
            }

            end = ((extent.End - 1) / blockSize) + 1;
        }

        if (end > first)
        {
            yield return new BlockRun(first, end - first);
        }
    }
}

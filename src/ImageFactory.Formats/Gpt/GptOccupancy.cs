namespace ImageFactory.Formats.Gpt;

/// <summary>What of a disk is taken by the tables and the partitions of a layout.</summary>
public static class GptOccupancy
{
    /// <summary>What takes at least one of some bytes, in words; null when they are free and on the disk.</summary>
    /// <param name="layout">The disk.</param>
    /// <param name="offset">The first of the bytes.</param>
    /// <param name="length">How many.</param>
    public static string? Find(GptLayout layout, long offset, long length)
    {
        if (offset < 0 || length > layout.Options.Size - offset)
        {
            return $"the end of the disk at byte {layout.Options.Size}";
        }

        var taken = Ranges(layout).Where(range => range.Offset < offset + length && offset < range.Offset + range.Length).ToList();
        return taken.Count == 0 ? null : $"{taken[0].Name} at byte {taken[0].Offset}";
    }

    private static IEnumerable<(string Name, long Offset, long Length)> Ranges(GptLayout layout)
    {
        var size = layout.Options.SectorSize;
        yield return ("the protective MBR", 0, size);
        yield return ("the header of the partition table", (long)GptLayout.HeaderSector * size, size);
        yield return ("the entries of the partition table", layout.EntriesSector * size, GptEntry.ArraySize);
        foreach (var placement in layout.Placements)
        {
            yield return ($"the partition {placement.Partition.Name}", placement.Offset, placement.Length);
        }

        yield return ("the backup of the partition table", layout.BackupEntriesSector * size, (layout.LastSector - layout.BackupEntriesSector + 1) * size);
    }
}

namespace ImageFactory.Formats.Gpt;

/// <summary>The partition table of a disk that was read.</summary>
/// <param name="DiskId">The GUID of the disk.</param>
/// <param name="SectorSize">The size of a sector in bytes: 512 or 4096.</param>
/// <param name="Partitions">The partitions in the order of their entries; unused entries have no row.</param>
public sealed record GptTable(Guid DiskId, int SectorSize, IReadOnlyList<GptPlacement> Partitions)
{
    /// <summary>The offset of the first entry on the disk, in bytes.</summary>
    public long EntriesOffset { get; init; }

    /// <summary>The length of all entries in bytes.</summary>
    public long EntriesLength { get; init; }

    /// <summary>The first partition of that name, or null.</summary>
    public GptPlacement? Find(string name) =>
        Partitions.FirstOrDefault(placement => string.Equals(placement.Partition.Name, name, StringComparison.Ordinal));
}

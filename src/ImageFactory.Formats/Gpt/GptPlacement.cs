namespace ImageFactory.Formats.Gpt;

/// <summary>Where a partition lies on the disk.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="FirstSector">Its first sector.</param>
/// <param name="LastSector">Its last sector; not before the first.</param>
/// <param name="SectorSize">The size of a sector in bytes.</param>
public sealed record GptPlacement(GptPartition Partition, long FirstSector, long LastSector, int SectorSize)
{
    /// <summary>The offset of the first byte on the disk.</summary>
    public long Offset => FirstSector * SectorSize;

    /// <summary>The length in bytes.</summary>
    public long Length => (LastSector - FirstSector + 1) * SectorSize;
}

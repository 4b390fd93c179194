namespace ImageFactory.Formats.Fat;

/// <summary>How a FAT32 file system is made.</summary>
public sealed record FatOptions
{
    /// <summary>The volume label: 1 to 11 characters of A-Z, 0-9, '-' and '_'.</summary>
    public required string Label { get; init; }

    /// <summary>The volume serial number; <c>mkfs.vfat --invariant</c> writes 0x1234ABCD.</summary>
    public required uint Serial { get; init; }

    /// <summary>The time of the label in seconds since 1970, from 1980 on; <c>mkfs.vfat --invariant</c> writes 1426325213.</summary>
    public required long LabelTime { get; init; }

    /// <summary>The length of the image in bytes; a multiple of the sector size.</summary>
    public required long Size { get; init; }

    /// <summary>512 or 4096 bytes.</summary>
    public required int SectorSize { get; init; }

    /// <summary>Sectors of a cluster: a power of two, 1 to 128, with clusters of up to 64 KiB.</summary>
    public required int SectorsPerCluster { get; init; }

    /// <summary>
    /// The data area, and the content of every file, starts at a multiple of so many bytes: a power of two up to 1 MiB. What is smaller
    /// than a sector has no effect.
    /// </summary>
    public int ContentAlignment { get; init; } = 1;

    /// <summary>The sectors of a cluster that <c>mkfs.vfat -F 32</c> chooses when it is not told.</summary>
    /// <param name="size">The length of the image in bytes.</param>
    /// <param name="sectorSize">The sector size in bytes.</param>
    public static int UsualSectorsPerCluster(long size, int sectorSize)
    {
        // Counted in sectors, as though all had 512 bytes: mkfs.vfat does so.
        const long SectorsPerMebibyte = 2048;
        return (size / sectorSize) switch
        {
            > 32 * 1024 * SectorsPerMebibyte => 64,
            > 16 * 1024 * SectorsPerMebibyte => 32,
            > 8 * 1024 * SectorsPerMebibyte => 16,
            > 260 * SectorsPerMebibyte => 8,
            _ => 1,
        };
    }
}

namespace ImageFactory.Formats.Gpt;

/// <summary>The disk that is partitioned.</summary>
public sealed record GptOptions
{
    /// <summary>The GUID of the disk.</summary>
    public required Guid DiskId { get; init; }

    /// <summary>The length of the disk in bytes; a multiple of the sector size.</summary>
    public required long Size { get; init; }

    /// <summary>512 or 4096 bytes.</summary>
    public required int SectorSize { get; init; }

    /// <summary>
    /// Sectors that stay free between the primary header and the array of its entries: boards load their first code from a fixed place
    /// where the entries usually are.
    /// </summary>
    public long SkippedSectors { get; init; }
}

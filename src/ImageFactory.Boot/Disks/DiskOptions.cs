using ImageFactory.Boot.Cache;

namespace ImageFactory.Boot.Disks;

/// <summary>What decides the partitions of a disk.</summary>
public sealed record DiskOptions
{
    /// <summary>The length of the disk in bytes; a multiple of the sector size.</summary>
    public required long Size { get; init; }

    /// <summary>512 or 4096 bytes.</summary>
    public required int SectorSize { get; init; }

    /// <summary>
    /// Whether systemd-boot starts machines with UEFI. At least one of <see cref="HasSystemdBoot"/> and <see cref="HasGrub"/> is true.
    /// </summary>
    public required bool HasSystemdBoot { get; init; }

    /// <summary>Whether GRUB starts machines: those with a BIOS, and without systemd-boot those with UEFI too.</summary>
    public required bool HasGrub { get; init; }

    /// <summary>The size of BOOT in MiB (2^20 bytes). The EFI system partition with UKIs grows with it.</summary>
    public required int BootMiB { get; init; }

    /// <summary>Whether STATE and EPHEMERAL follow, unformatted. Without, the machine makes them.</summary>
    public required bool HasStatePartitions { get; init; }

    /// <summary>
    /// The size in bytes of the partition with the image cache, as <see cref="CachePartition.Size"/> has it; null without one. It has no
    /// room behind an EPHEMERAL, which takes the rest of the disk.
    /// </summary>
    public long? ImageCacheSize { get; init; }

    /// <summary>Sectors that stay free in front of the partition entries, for what a board starts with.</summary>
    public long SkippedSectors { get; init; }
}

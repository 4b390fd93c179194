using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Disks;

namespace ImageFactory.Assets.Profiles;

/// <summary>How the disk image of a version is partitioned.</summary>
public static class DiskPartitioning
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary>What decides the partitions.</summary>
    /// <param name="version">The Talos version.</param>
    /// <param name="bootloader">The boot loader, as <see cref="Bootloaders.Select"/> chooses it.</param>
    /// <param name="baseMiB">The size in MiB (2^20 bytes) before <see cref="DiskSize"/> adds what the layout needs.</param>
    /// <param name="sectorSize">512 or 4096 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">No boot loader is chosen.</exception>
    public static DiskOptions Of(TalosVersion version, BootloaderKind bootloader, int baseMiB, int sectorSize)
    {
        var (hasSystemdBoot, hasGrub) = Bootloaders.Parts(bootloader);
        var rules = VersionRules.Of(version);
        return new DiskOptions
        {
            Size = (long)DiskSize.WithLayoutMiB(baseMiB, version, bootloader) * Mebibyte,
            SectorSize = sectorSize,
            HasSystemdBoot = hasSystemdBoot,
            HasGrub = hasGrub,
            BootMiB = rules.BootPartitionMiB,
            HasStatePartitions = !rules.EndsDiskAtMeta,
        };
    }
}

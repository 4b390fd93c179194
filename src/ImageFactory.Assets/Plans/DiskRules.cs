using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Cache;
using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Plans;

/// <summary>What a schematic may ask of a disk image.</summary>
internal static class DiskRules
{
    private const int UsualSector = 512;
    private const int LargeSector = 4096;

    // By this a machine knows on its first boot that it can remove the boot loader that did not start it.
    private static readonly MetaValue DualBoot = new(0x11, "dual-boot");

    /// <summary>The disk's boot loader.</summary>
    public static BootloaderKind BootloaderOf(Profile profile, Schematic schematic) => Bootloaders.Select(
        OverlayRules.BootloaderOf(profile, schematic), profile.Version, profile.Asset.Architecture, profile.Asset.SecureBoot);

    /// <summary>Bytes in a sector of the disk.</summary>
    public static int SectorSizeOf(Schematic schematic) =>
        schematic.Customization.DiskImage.SectorSize == 0 ? UsualSector : (int)schematic.Customization.DiskImage.SectorSize;

    /// <summary>The values of META: the schematic's, and what the factory itself tells the machine.</summary>
    public static IReadOnlyList<MetaValue> MetaOf(Profile profile, Schematic schematic) =>
        BootloaderOf(profile, schematic) is BootloaderKind.DualBoot && VersionRules.Of(profile.Version).SdBootForUefi
            ? [.. schematic.Customization.Meta, DualBoot]
            : schematic.Customization.Meta;

    /// <summary>The disk, longer by the partition for an image cache if there is one.</summary>
    public static DiskOptions Extend(DiskOptions disk, ImageCache? imageCache)
    {
        if (imageCache is null)
        {
            return disk;
        }

        var size = CachePartition.Size(imageCache.Tree());
        return disk with { Size = disk.Size + size, ImageCacheSize = size };
    }

    /// <summary>What is said when a disk has no room for an image cache; null when it has.</summary>
    public static string? FindFault(Profile profile, ImageCache imageCache) => VersionRules.Of(profile.Version).EndsDiskAtMeta
        ? null
        : $"An image cache of {imageCache.Files.Count} files needs a disk of Talos v1.8.0 or newer: those of {profile.Version.Tag} are full to the end.";

    /// <summary>One sentence for each thing that no disk can have.</summary>
    public static IEnumerable<string> FindFaults(Profile profile, Schematic schematic)
    {
        if (schematic.Customization.DiskImage.SectorSize is var size and not (0 or UsualSector or LargeSector))
        {
            yield return $"{size} is no value of customization.diskImage.sectorSize; there is {UsualSector} and {LargeSector}.";
        }

        if (SectorSizeOf(schematic) != UsualSector && profile.Asset.DiskFormat is (DiskFormat.Vhd or DiskFormat.Ova))
        {
            yield return $"Disks of {profile.Asset} have sectors of {UsualSector} bytes; raw and qcow2 images can have {LargeSector}.";
        }

        var loader = BootloaderOf(profile, schematic);
        if (loader == BootloaderKind.DualBoot && profile.Asset.Architecture != Architecture.Amd64)
        {
            yield return $"The boot loader dual-boot is for amd64, where machines start by BIOS as well; {profile.Asset.Architecture.Name()} has sd-boot and grub.";
        }

        if (loader is BootloaderKind.DualBoot or BootloaderKind.SdBoot && !VersionRules.Of(profile.Version).HasUki)
        {
            yield return $"The boot loader {BootloaderNames.Name(loader)} needs Talos v1.5.0 or newer; {profile.Version.Tag} has grub.";
        }

        if (MetaPartition.FindFault(MetaOf(profile, schematic)) is { } fault)
        {
            yield return fault;
        }
    }
}

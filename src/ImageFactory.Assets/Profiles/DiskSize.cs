using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>How large a disk image is.</summary>
public static class DiskSize
{
    /// <summary>The base size of platforms whose images are small, in MiB (2^20 bytes).</summary>
    public const int MinimumMiB = 1246;

    /// <summary>The base size of the other platforms, in MiB (2^20 bytes).</summary>
    public const int DefaultMiB = 8192;

    private const int BaseBootMiB = 1000;
    private const int BiosMiB = 1;

    /// <summary>
    /// The size in MiB (2^20 bytes): a base size, which counts on a BOOT partition of 1000 MiB, plus what the version's
    /// partition and a second boot loader need. It is added to every base size, whoever chose it.
    /// </summary>
    public static int WithLayoutMiB(int baseMiB, TalosVersion version, BootloaderKind bootloader)
    {
        var bootMiB = VersionRules.Of(version).BootPartitionMiB;
        var secondLoaderMiB = bootloader == BootloaderKind.DualBoot ? BiosMiB + bootMiB : 0;
        return baseMiB + bootMiB - BaseBootMiB + secondLoaderMiB;
    }
}

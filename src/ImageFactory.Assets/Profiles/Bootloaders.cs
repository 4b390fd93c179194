using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>Which boot loader an image gets.</summary>
public static class Bootloaders
{
    /// <summary>Whether systemd-boot starts machines, and whether GRUB does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No boot loader is chosen.</exception>
    public static (bool HasSystemdBoot, bool HasGrub) Parts(BootloaderKind bootloader) => bootloader switch
    {
        BootloaderKind.DualBoot => (true, true),
        BootloaderKind.SdBoot => (true, false),
        BootloaderKind.Grub => (false, true),
        _ => throw new ArgumentOutOfRangeException(nameof(bootloader), bootloader, "What boots has a boot loader."),
    };

    /// <summary>The boot loader of a disk image, or of an ISO of a version that lets it be chosen.</summary>
    /// <param name="chosen">What the user asks for; none for what is usual.</param>
    /// <param name="version">The Talos version.</param>
    /// <param name="architecture">The image's architecture.</param>
    /// <param name="secureBoot">Whether the image is for SecureBoot, which only systemd-boot can do.</param>
    public static BootloaderKind Select(
        BootloaderKind chosen, TalosVersion version, Architecture architecture, bool secureBoot)
    {
        if (secureBoot)
        {
            return BootloaderKind.SdBoot;
        }

        if (chosen != BootloaderKind.None)
        {
            return chosen;
        }

        return (VersionRules.Of(version).SdBootForUefi, architecture) switch
        {
            (false, _) => BootloaderKind.Grub,
            (true, Architecture.Arm64) => BootloaderKind.SdBoot,
            _ => BootloaderKind.DualBoot,
        };
    }
}

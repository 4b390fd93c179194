using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Boot.Disks;

namespace ImageFactory.Assets.Plans;

/// <summary>What an overlay changes about the disk of an asset.</summary>
internal static class OverlayRules
{
    /// <summary>The boot loader that is asked for: the firmware of boards starts GRUB, unless the user wants another one.</summary>
    public static BootloaderKind BootloaderOf(Profile profile, Schematic schematic) => schematic.Customization.Bootloader switch
    {
        BootloaderKind.None when schematic.Overlay.Name.Length > 0 && Counts(profile) => BootloaderKind.Grub,
        var chosen => chosen,
    };

    /// <summary>The plan with the overlay only where its artifacts go in: elsewhere its arguments are on the command line.</summary>
    public static BuildPlan Keep(BuildPlan plan) => plan.Profile.Asset.Kind is OutputKind.Image or OutputKind.Installer ? plan : plan with { Overlay = null };

    /// <summary>The disk with the room that a board needs in front of its partition table.</summary>
    /// <exception cref="FactoryException">The disk is too small for that, or of an architecture that no board has.</exception>
    public static DiskOptions Place(Profile profile, PlannedOverlay? overlay, DiskOptions disk)
    {
        if (overlay is null)
        {
            return disk;
        }

        if (profile.Asset.Architecture is not Architecture.Arm64)
        {
            throw new FactoryException(
                FactoryError.InvalidCombination, $"The overlay {overlay.Board.Name} is for a board with an arm64 processor; ask for an arm64 disk image.");
        }

        try
        {
            var placed = disk with { SkippedSectors = overlay.Board.SkippedSectors };
            _ = DiskLayout.Create(placed);
            return placed;
        }
        catch (ArgumentException exception)
        {
            throw new FactoryException(
                FactoryError.InvalidCombination,
                $"The overlay {overlay.Board.Name} keeps {overlay.Board.SkippedSectors} sectors free in front of the partition table, too many for this disk.",
                exception);
        }
    }

    private static bool Counts(Profile profile) =>
        Customisations.For(profile.Asset.Kind, profile.Version, profile.Asset.SecureBoot).HasFlag(Customisation.Overlay);
}

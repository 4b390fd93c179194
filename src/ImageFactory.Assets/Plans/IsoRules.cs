using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Plans;

/// <summary>What a schematic may ask of an ISO.</summary>
internal static class IsoRules
{
    /// <summary>The ISO's boot loaders.</summary>
    public static BootloaderKind BootloaderOf(Profile profile, Schematic schematic)
    {
        var rules = VersionRules.Of(profile.Version);
        return (profile.Asset.SecureBoot, rules.BootloaderChoiceOnIso, rules.SdBootForUefi) switch
        {
            (true, _, _) => BootloaderKind.SdBoot,
            (_, true, _) => Bootloaders.Select(
                schematic.Customization.Bootloader, profile.Version, profile.Asset.Architecture, secureBoot: false),
            (_, _, true) => BootloaderKind.DualBoot,
            _ => BootloaderKind.Grub,
        };
    }
}

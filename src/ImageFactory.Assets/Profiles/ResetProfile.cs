using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>
/// The second way to start that an asset's UKI offers besides its profile <c>main</c>.
/// </summary>
/// <param name="Id">The profile's ID.</param>
/// <param name="Title">What the boot menu shows.</param>
/// <param name="Argument">What the command line has in addition, at its end and after all other processing.</param>
public sealed record ResetProfile(string Id, string Title, string Argument)
{
    private static readonly ResetProfile Disk = new("reset", "Reset system disk", "talos.experimental.wipe=system");

    private static readonly ResetProfile Maintenance = new(
        "reset-maintenance", "Reset to maintenance mode", "talos.experimental.wipe=system:EPHEMERAL,STATE");

    /// <summary>The extra profile of an asset's UKI; null when it has none.</summary>
    public static ResetProfile? For(OutputKind kind, TalosVersion version) =>
        VersionRules.Of(version).HasUkiProfiles
            ? kind switch
            {
                OutputKind.Iso => Disk,
                OutputKind.Image or OutputKind.Installer => Maintenance,
                _ => null,
            }
            : null;
}

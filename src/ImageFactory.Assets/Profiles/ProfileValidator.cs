using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>
/// Whether a version, a platform and an asset fit. What a name cannot even say (an unknown platform, SecureBoot for a kernel)
/// does not come this far.
/// </summary>
public static class ProfileValidator
{
    private const string FirstUki = "v1.5.0";

    /// <summary>All faults of an asset of a version; none when it can be built.</summary>
    public static IReadOnlyList<ProfileFault> Validate(TalosVersion version, AssetName asset) =>
        [.. VersionFaults(version, asset), .. PlatformFaults(version, asset)];

    private static IEnumerable<ProfileFault> VersionFaults(TalosVersion version, AssetName asset)
    {
        if (VersionRules.Of(version).HasUki)
        {
            yield break;
        }

        if (asset.SecureBoot)
        {
            yield return new(
                ProfileFaultKind.Unsupported,
                "secureboot-version",
                $"SecureBoot needs Talos {FirstUki} or newer; this is {version.Tag}.");
        }

        if (asset.Kind == OutputKind.Uki)
        {
            yield return new(
                ProfileFaultKind.Unsupported,
                "uki-version",
                $"A unified kernel image needs Talos {FirstUki} or newer; this is {version.Tag}.");
        }
    }

    private static IEnumerable<ProfileFault> PlatformFaults(TalosVersion version, AssetName asset)
    {
        var platform = asset.Platform;
        if (platform.Minimum is { } minimum && version < minimum)
        {
            yield return new(
                ProfileFaultKind.NotOffered,
                "platform-version",
                $"Platform {platform} needs Talos {minimum.Tag} or newer; this is {version.Tag}.");
        }

        if (!platform.Architectures.Contains(asset.Architecture))
        {
            yield return new(
                ProfileFaultKind.NotOffered,
                "platform-architecture",
                $"Platform {platform} has no {asset.Architecture.Name()} machines; it has "
                + $"{string.Join(", ", platform.Architectures.Select(Architectures.Name))}.");
        }

        if (platform.BootMethods.Count == 0 && asset.Kind != OutputKind.Cmdline)
        {
            yield return new(
                ProfileFaultKind.Unsupported,
                "platform-assets",
                $"Platform {platform} boots nothing; it only has a command line.");
        }
    }
}

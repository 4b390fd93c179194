using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Plans;

/// <summary>What is decided about installers.</summary>
internal static class InstallerRules
{
    /// <summary>Whether the installer carries a unified kernel image; else kernel and initramfs.</summary>
    public static bool HasUki(Profile profile) => profile.Asset.SecureBoot || VersionRules.Of(profile.Version).UnifiedInstaller;

    /// <summary>The name with tag: that under which this factory offers the image, when its own name can be one of a registry.</summary>
    public static string NameOf(Profile profile, string externalUrl)
    {
        var prefix = profile.Asset.Platform == Platforms.Metal ? string.Empty : $"{profile.Asset.Platform}-";
        var image = $"{prefix}installer{(profile.Asset.SecureBoot ? "-secureboot" : string.Empty)}/{profile.SchematicId}:{profile.Version.Tag}";
        var isHost = Uri.TryCreate(externalUrl, UriKind.Absolute, out var url) && url.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4;
        return isHost ? $"{url!.Authority}/{image}" : image;
    }
}

using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Models;

/// <summary>The names of what can be asked for.</summary>
internal static class ModelNames
{
    /// <summary>The assets that people ask for, or every one that there is.</summary>
    /// <param name="version">The Talos version.</param>
    /// <param name="query">Which of them.</param>
    public static IEnumerable<AssetName> Of(TalosVersion version, ModelQuery query) =>
        from architecture in Enum.GetValues<Architecture>()
        where query.Architecture is null || query.Architecture == architecture
        from name in ((IEnumerable<AssetName>)[AssetName.Kernel(architecture), AssetName.Initramfs(architecture)])
            .Concat(Platforms.All.Where(platform => query.Platform is null || query.Platform == platform)
                .SelectMany(platform => OfPlatform(platform, architecture, query.IsComplete)))
        where ProfileValidator.Validate(version, name).Count == 0
        select name;

    private static IEnumerable<AssetName> OfPlatform(Platform platform, Architecture architecture, bool isComplete) =>
        ((bool[])[false, true])
            .Where(secureBoot => !secureBoot || isComplete || platform.OffersSecureBoot)
            .SelectMany(secureBoot => OfMachine(platform, architecture, secureBoot, isComplete));

    private static IEnumerable<AssetName> OfMachine(Platform platform, Architecture architecture, bool secureBoot, bool isComplete)
    {
        yield return AssetName.Cmdline(platform, architecture, secureBoot);
        yield return AssetName.Uki(platform, architecture, secureBoot);
        yield return AssetName.Installer(platform, architecture, secureBoot);
        if (isComplete || platform.BootMethods.Contains(BootMethod.Iso))
        {
            yield return AssetName.Iso(platform, architecture, secureBoot);
        }

        if (isComplete)
        {
            foreach (var format in Enum.GetValues<DiskFormat>())
            {
                foreach (var compression in Enum.GetValues<OutputCompression>())
                {
                    yield return AssetName.Image(platform, architecture, secureBoot, format, compression);
                }
            }
        }
        else if (platform.DiskSuffix is { } suffix
            && AssetName.TryParse($"{platform}-{architecture.Name()}{(secureBoot ? AssetNameGrammar.SecureBootSuffix : "")}.{suffix}", out var disk, out _))
        {
            yield return disk;
        }
    }
}

using ImageFactory.Assets.Caches;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Plans;

/// <summary>What is refused before anything is fetched or built: what a version cannot do.</summary>
internal static class PlanRules
{
    /// <exception cref="FactoryException">The faults that there are, one a line.</exception>
    public static void Check(Profile profile, Schematic schematic, ImageCache? imageCache)
    {
        var faults = Unsupported(profile, schematic).Concat(imageCache is null ? [] : Unsupported(profile, imageCache)).ToList();
        if (faults.Count > 0)
        {
            throw new FactoryException(FactoryError.InvalidCombination, string.Join('\n', faults));
        }
    }

    private static IEnumerable<string> Unsupported(Profile profile, Schematic schematic)
    {
        foreach (var fault in ProfileValidator.Validate(profile.Version, profile.Asset))
        {
            if (fault.Kind == ProfileFaultKind.Unsupported)
            {
                yield return fault.Message;
            }
        }

        var refused = Customisations.Refused(profile.Asset.Kind, profile.Version);
        if (refused.HasFlag(Customisation.EmbeddedConfiguration) && HasEmbeddedConfiguration(schematic))
        {
            yield return $"Embedding machine configuration needs Talos v1.12.0 or newer; this is {profile.Version.Tag}.";
        }

        var counting = Customisations.For(profile.Asset.Kind, profile.Version, profile.Asset.SecureBoot);
        if (counting.HasFlag(Customisation.KeyEnrolment) && KeyEnrolments.FindFault(schematic.Customization.SecureBoot) is { } wrong)
        {
            yield return wrong;
        }

        if (refused.HasFlag(Customisation.Overlay) && HasOverlay(schematic))
        {
            yield return $"Overlays need Talos v1.7.0 or newer; this is {profile.Version.Tag}.";
        }

        foreach (var fault in profile.Asset.Kind == OutputKind.Image ? DiskRules.FindFaults(profile, schematic) : [])
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> Unsupported(Profile profile, ImageCache imageCache)
    {
        var fault = profile.Asset.Kind == OutputKind.Image ? DiskRules.FindFault(profile, imageCache) : ImageCacheRules.FindFault(profile.Asset);
        return fault is null ? [] : [fault];
    }

    private static bool HasEmbeddedConfiguration(Schematic schematic) =>
        !string.IsNullOrEmpty(schematic.Customization.EmbeddedMachineConfiguration);

    private static bool HasOverlay(Schematic schematic) => !string.IsNullOrEmpty(schematic.Overlay.Name);
}

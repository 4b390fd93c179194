using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Initramfs;

namespace ImageFactory.Assets.Build;

/// <summary>
/// The versions of Talos that extensions say they work with. Only their manifests tell, so it is tested when they are packed, and each time
/// that a packed one is used for another version.
/// </summary>
internal static class ExtensionCompatibility
{
    /// <exception cref="FactoryException">Extensions do not work with the version, one a line, or state what is no range of versions.</exception>
    public static void Check(IEnumerable<(string Name, ExtensionMetadata Metadata)> extensions, TalosVersion version)
    {
        string[] faults = [.. extensions.Select(extension => FindFault(extension.Name, extension.Metadata, version)).OfType<string>()];
        if (faults.Length > 0)
        {
            throw new FactoryException(FactoryError.InvalidCombination, string.Join('\n', faults));
        }
    }

    /// <summary>Why an extension does not work with a version, as a sentence; null when it does.</summary>
    /// <exception cref="FactoryException">It states what is no range of versions.</exception>
    public static string? FindFault(string name, ExtensionMetadata metadata, TalosVersion version)
    {
        if (!VersionRange.TryParse(metadata.TalosVersions, out var range))
        {
            throw new FactoryException(
                FactoryError.SourceInvalid,
                $"The extension {name} states that it works with Talos \"{metadata.TalosVersions}\", which is no range of versions.");
        }

        return range.Contains(version) ? null : $"The extension {name} works with Talos {metadata.TalosVersions}; this is {version.Tag}.";
    }
}

using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Evidence;

/// <summary>A bill of materials that somebody asks for: all that determines its bytes is known, nothing is made yet.</summary>
/// <param name="Plan">The plan of the initramfs of the schematic.</param>
/// <param name="Overlay">The overlay of the schematic; null when there is none.</param>
/// <param name="Format">The form.</param>
public sealed record SbomOrder(BuildPlan Plan, PlannedOverlay? Overlay, SbomFormat Format)
{
    private const string Rules = "sbom/1";

    /// <summary>The hash of all that determines the bytes, 64 hexadecimal digits: a strong validator, and the ID of the job.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Rules}\n{Builder.Name}\n{Format}\n{Url}\n{Plan.Hash()}\n{Overlay?.Image}\n")));

    /// <summary>The name under which it is saved.</summary>
    public string FileName => $"{Plan.Profile.SchematicId}-{Plan.Profile.Version.Tag}-{Architecture}.{(Format == SbomFormat.Spdx ? "spdx" : "cdx")}.json";

    /// <summary>The media type.</summary>
    public string MediaType => Format == SbomFormat.Spdx ? "application/spdx+json" : "application/vnd.cyclonedx+json";

    /// <summary>The path in the URL of the factory.</summary>
    public string Path =>
        $"/{(Format == SbomFormat.Spdx ? "spdx" : "cyclonedx")}/{Plan.Profile.SchematicId}/{Plan.Profile.Version.Tag}/{Architecture}";

    /// <summary>The URL, by which the document is named.</summary>
    internal string Url => Plan.Extensions!.Schematic.ExternalUrl + Path; // an initramfs has the extension that names its factory

    internal string Architecture => Plan.Profile.Asset.Architecture.Name();
}

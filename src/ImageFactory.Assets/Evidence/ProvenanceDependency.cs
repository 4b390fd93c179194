using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Evidence;

/// <summary>Something that went into a build (SLSA provenance v1, <c>resolvedDependencies</c>), named as the reference names it.</summary>
internal sealed record ProvenanceDependency(string Name, string Uri, string Algorithm, string Hex)
{
    /// <summary>All that went into the builds of these plans, each once, sorted.</summary>
    public static IReadOnlyList<ProvenanceDependency> Of(IEnumerable<BuildPlan> plans) =>
        [.. plans.SelectMany(OfPlan).Distinct().OrderBy(each => each.Name, StringComparer.Ordinal).ThenBy(each => each.Hex, StringComparer.Ordinal)];

    private static IEnumerable<ProvenanceDependency> OfPlan(BuildPlan plan)
    {
        var platform = $"linux/{plan.Profile.Asset.Architecture.Name()}";
        if (plan.Artifacts is { } artifacts)
        {
            yield return OfImage("imager", null, artifacts.Image.Repository.ToString(), platform, artifacts.Image.Descriptor.Digest);
        }

        if (plan.Installer is { Base: { } installer })
        {
            yield return OfImage("base-installer", null, installer.Repository.ToString(), platform, installer.Descriptor.Digest);
        }

        foreach (var extension in plan.Extensions?.Official ?? [])
        {
            yield return OfImage("extension", extension.Registry, extension.Repository, platform, extension.Digest);
        }

        if (plan.Overlay is { } overlay)
        {
            var image = OfImage("overlay", overlay.Image.Host, overlay.Image.Repository, platform, overlay.Image.Digest);
            yield return image with { Name = $"overlay:{overlay.Board.Name}:{platform}" };
        }

        if (plan.ImageCache is { Digest: var cache })
        {
            yield return new ProvenanceDependency("image-cache", $"urn:imagefactory:image-cache:{cache}", cache.Algorithm, cache.Hex);
        }

        // The ID is the hash of the canonical schematic.
        var id = plan.Profile.SchematicId.ToString();
        yield return new ProvenanceDependency("schematic", $"urn:siderolabs:image-factory:schematic:{id}", "sha256", id);
    }

    private static ProvenanceDependency OfImage(string kind, string? host, string repository, string platform, Digest digest) => new(
        $"{kind}:{repository}:{platform}", $"oci://{(host is null ? string.Empty : host + "/")}{repository}@{digest}", digest.Algorithm, digest.Hex);
}

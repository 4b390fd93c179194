using ImageFactory.Assets.Overlays;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Evidence;

/// <summary>Container images as packages: named, described as far as their manifests do, and identified by their digests.</summary>
internal static class ImagePackages
{
    private const string PackageManager = "PACKAGE-MANAGER";

    /// <summary>The image with the files of a release.</summary>
    public static SbomPackage OfRelease(Image image, string tag, string architecture) => SpdxName.Identify(
        Of(null, image.Repository.ToString(), image.Descriptor.Digest, architecture) with
        {
            Version = tag,
            Summary = "The image with the files of the release.",
        });

    /// <summary>An extension.</summary>
    public static SbomPackage OfExtension(SbomExtension extension, string architecture) => SpdxName.Identify(
        Of(extension.Planned.Registry, extension.Planned.Repository, extension.Planned.Digest, architecture) with
        {
            Name = extension.Metadata.Name,
            Version = Text(extension.Metadata.Version),
            Originator = Text(extension.Metadata.Author) is { } author ? $"Organization: {OneLine(author)}" : null,
            Description = Text(extension.Metadata.Description),
            Comment = Text(extension.Metadata.TalosVersions) is { } versions ? $"Compatible with Talos {versions}" : null,
            Summary = "A system extension.",
        });

    /// <summary>An overlay.</summary>
    public static SbomPackage OfOverlay(PlannedOverlay overlay, string architecture) => SpdxName.Identify(
        Of(overlay.Image.Host, overlay.Image.Repository, overlay.Image.Digest, architecture) with
        {
            Name = overlay.Board.Name,
            Summary = "The overlay for a board.",
            Purpose = "FIRMWARE",
        });

    // The type oci of package URLs: the last part of the repository is the name, and the digest the version.
    private static SbomPackage Of(string? host, string repository, Digest digest, string architecture)
    {
        var location = $"{(host is null ? string.Empty : host + "/")}{repository}";
        var name = repository[(repository.LastIndexOf('/') + 1)..];
        return new SbomPackage
        {
            Name = repository,
            Purpose = "CONTAINER",
            Checksums = [new SbomChecksum(digest.Algorithm.ToUpperInvariant(), digest.Hex)],
            References =
            [
                new SbomReference(
                    PackageManager,
                    "purl",
                    $"pkg:oci/{name}@{Uri.EscapeDataString(digest.ToString())}?arch={architecture}&repository_url={Uri.EscapeDataString(location)}"),
            ],
        };
    }

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}

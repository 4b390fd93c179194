using System.Text.Json.Serialization;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Bundles;

/// <summary>
/// What a bundle holds: the first file in it, <c>bundle.json</c>. Everything else is named here by its digest, so that whoever trusts this
/// document trusts the bundle. Equal content has equal bytes.
/// </summary>
public sealed record BundleManifest
{
    /// <summary>Its name in the bundle.</summary>
    public const string FileName = "bundle.json";

    /// <summary>Its media type.</summary>
    public const string BundleMediaType = "application/vnd.imagefactory.bundle.v1+json";

    /// <summary>The longest manifest that is read, in bytes.</summary>
    public const int LongestManifest = DocumentJson.LongestDocument;

    /// <summary>Always 2, as in all documents beside it.</summary>
    [JsonPropertyOrder(0)]
    public int SchemaVersion { get; init; } = DocumentJson.SchemaVersion;

    /// <summary>Always <see cref="BundleMediaType"/>.</summary>
    [JsonPropertyOrder(1)]
    public string MediaType { get; init; } = BundleMediaType;

    /// <summary>The images, by their names.</summary>
    [JsonPropertyOrder(2)]
    public required IReadOnlyList<BundleImage> Images { get; init; }

    /// <summary>The IDs of schematics, sorted: the SHA-256 of what <c>schematics/&lt;ID&gt;.yaml</c> says in canonical form.</summary>
    [JsonPropertyOrder(3)]
    public required IReadOnlyList<string> Schematics { get; init; }

    /// <summary>All blobs that the images need, by their digests.</summary>
    [JsonPropertyOrder(4)]
    public required IReadOnlyList<BundleBlob> Blobs { get; init; }

    /// <summary>The digest of the manifest of the bundle that has what is omitted; null when nothing is.</summary>
    [JsonPropertyOrder(5)]
    public Digest? Since { get; init; }

    /// <summary>Reads a manifest that nobody vouches for.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such manifest.</exception>
    public static BundleManifest Read(ReadOnlySpan<byte> bytes)
    {
        var manifest = DocumentJson.Read(bytes, DocumentContext.Written.BundleManifest);
        DocumentJson.CheckVersion(manifest.SchemaVersion);
        if (!string.Equals(manifest.MediaType, BundleMediaType, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The manifest of the bundle is of the type '{manifest.MediaType}'; expected '{BundleMediaType}'.");
        }

        DocumentJson.CheckItems(manifest.Images, "images", image => _ = Name(image.Name));
        DocumentJson.CheckItems(manifest.Schematics, "schematics", CheckSchematic);
        DocumentJson.CheckItems(manifest.Blobs, "blobs", Check);
        if (manifest.Blobs.DistinctBy(blob => blob.Digest).Count() != manifest.Blobs.Count)
        {
            throw new InvalidDataException("The manifest of the bundle names a blob twice.");
        }

        return manifest;
    }

    /// <summary>The document.</summary>
    public byte[] ToBytes() => DocumentJson.Write(this, DocumentContext.Written.BundleManifest);

    /// <summary>The name of an image.</summary>
    /// <exception cref="InvalidDataException">It is none for a layout.</exception>
    internal static Reference Name(string name) =>
        Reference.TryParse(name, out var reference) && reference is { Host: null, Tag: not null, Digest: null }
            ? reference
            : throw new InvalidDataException($"The manifest of the bundle names an image '{name}'; expected 'repository:tag'.");

    internal static void CheckAlgorithm(Digest digest)
    {
        if (!string.Equals(digest.Algorithm, "sha256", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The blob {digest} is not named by its SHA-256, as all in a bundle are.");
        }
    }

    private static void CheckSchematic(string id)
    {
        if (!Digest.TryParse("sha256:" + id, out _))
        {
            throw new InvalidDataException($"The manifest of the bundle names a schematic '{id}'; expected 64 lower-case hexadecimal digits.");
        }
    }

    private static void Check(BundleBlob blob)
    {
        CheckAlgorithm(blob.Digest);
        if (blob.Size < 0)
        {
            throw new InvalidDataException($"The size of {blob.Digest} is {blob.Size}, less than zero.");
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Bundles;

/// <summary>Where things are in a bundle.</summary>
internal static class BundlePaths
{
    private const string Blobs = "blobs/sha256/";
    private const string Schematics = "schematics/";
    private const string SchematicSuffix = ".yaml";

    public static string OfBlob(Digest digest) => Blobs + digest.Hex;

    public const string Signature = "bundle.sigstore.json";

    public static string OfSchematic(string id) => Schematics + id + SchematicSuffix;

    public static bool TryBlob(string path, out Digest digest)
    {
        digest = default;
        return path.StartsWith(Blobs, StringComparison.Ordinal) && Digest.TryParse($"sha256:{path[Blobs.Length..]}", out digest);
    }

    public static bool TrySchematic(string path, [NotNullWhen(true)] out string? id)
    {
        id = path.StartsWith(Schematics, StringComparison.Ordinal) && path.EndsWith(SchematicSuffix, StringComparison.Ordinal)
            ? path[Schematics.Length..^SchematicSuffix.Length]
            : null;
        return id is not null;
    }
}

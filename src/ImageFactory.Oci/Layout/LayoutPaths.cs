using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Layout;

/// <summary>Where things are in an image layout directory (image specification, image-layout.md).</summary>
internal static class LayoutPaths
{
    public const string RefName = "org.opencontainers.image.ref.name";
    public const string Version = "1.0.0";

    public static string Index(string directory) => Path.Combine(directory, "index.json");

    public static string Marker(string directory) => Path.Combine(directory, "oci-layout");

    public static string Blob(string directory, Digest digest) => Path.Combine(directory, "blobs", digest.Algorithm, digest.Hex);

    public static string Unfinished(string directory) => Path.Combine(directory, ".unfinished");
}

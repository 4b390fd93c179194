using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Signatures;

/// <summary>The statement that cosign signs about an image (containers/image: atomic-signature, "JSON data format").</summary>
public static class SimpleSigning
{
    /// <summary>The media type of the statement.</summary>
    public const string MediaType = "application/vnd.dev.cosign.simplesigning.v1+json";

    /// <summary>The annotation that has the signature over the statement, in base64.</summary>
    public const string SignatureAnnotation = "dev.cosignproject.cosign/signature";

    private const string Kind = "cosign container image signature";

    /// <summary>The statement that <paramref name="digest"/> is the image called <paramref name="name"/>.</summary>
    public static byte[] Write(string name, Digest digest) => Encoding.UTF8.GetBytes(
        $$"""{"critical":{"identity":{"docker-reference":"{{name}}"},"image":{"docker-manifest-digest":"{{digest}}"},"type":"{{Kind}}"},"optional":null}""");

    /// <summary>The digest that a statement is about; null when it is about something else than an image.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such statement.</exception>
    internal static Digest? ReadDigest(ReadOnlyMemory<byte> statement) => Json.Read(statement, "signed statement", root =>
    {
        var critical = root.GetProperty("critical");
        return string.Equals(critical.FindText("type"), Kind, StringComparison.Ordinal)
            && Digest.TryParse(critical.GetProperty("image").FindText("docker-manifest-digest"), out var digest)
                ? digest
                : (Digest?)null;
    });
}

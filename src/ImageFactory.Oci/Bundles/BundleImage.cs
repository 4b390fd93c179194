using System.Text.Json.Serialization;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Bundles;

/// <summary>An image, or an index of images, in a bundle.</summary>
public sealed record BundleImage
{
    /// <summary>Its name, <c>repository:tag</c>.</summary>
    [JsonPropertyOrder(0)]
    public required string Name { get; init; }

    /// <summary>The media type of its manifest or index.</summary>
    [JsonPropertyOrder(1)]
    public required string MediaType { get; init; }

    /// <summary>The digest of its manifest or index.</summary>
    [JsonPropertyOrder(2)]
    public required Digest Digest { get; init; }

    /// <summary>The length of its manifest or index in bytes.</summary>
    [JsonPropertyOrder(3)]
    public required long Size { get; init; }
}

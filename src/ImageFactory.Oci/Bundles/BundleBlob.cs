using System.Text.Json.Serialization;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Bundles;

/// <summary>A blob that the images of a bundle need.</summary>
public sealed record BundleBlob
{
    /// <summary>The digest; SHA-256.</summary>
    [JsonPropertyOrder(0)]
    public required Digest Digest { get; init; }

    /// <summary>The length in bytes.</summary>
    [JsonPropertyOrder(1)]
    public required long Size { get; init; }

    /// <summary>Whether it is in the bundle that this one goes on from, and not in this one.</summary>
    [JsonPropertyOrder(2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Omitted { get; init; }
}

using System.Text.Json.Serialization;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Documents;

/// <summary>Content by type, digest and size (image specification, descriptor.md).</summary>
public sealed record Descriptor
{
    /// <summary>The media type of the content.</summary>
    [JsonPropertyOrder(0)]
    public required string MediaType { get; init; }

    /// <summary>The digest of the content.</summary>
    [JsonPropertyOrder(1)]
    public required Digest Digest { get; init; }

    /// <summary>The length of the content in bytes.</summary>
    [JsonPropertyOrder(2)]
    public required long Size { get; init; }

    /// <summary>What an image in an index runs on.</summary>
    [JsonPropertyOrder(3)]
    public Platform? Platform { get; init; }

    /// <summary>What else is said about the content.</summary>
    [JsonPropertyOrder(4)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The type of the artifact when the content is an artifact's manifest.</summary>
    [JsonPropertyOrder(5)]
    public string? ArtifactType { get; init; }

    internal void Check()
    {
        if (Size < 0)
        {
            throw new InvalidDataException($"The size of {Digest} is {Size}, less than zero.");
        }
    }
}

using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Documents;

/// <summary>Images for several platforms, or the entries of an image layout (image specification, image-index.md).</summary>
public sealed record ImageIndex
{
    /// <summary>Always 2.</summary>
    [JsonPropertyOrder(0)]
    public int SchemaVersion { get; init; } = DocumentJson.SchemaVersion;

    /// <summary>The media type of this document; older writers leave it out.</summary>
    [JsonPropertyOrder(1)]
    public string? MediaType { get; init; }

    /// <summary>The manifests and the further indexes.</summary>
    [JsonPropertyOrder(2)]
    public required IReadOnlyList<Descriptor> Manifests { get; init; }

    /// <summary>What else is said about the index.</summary>
    [JsonPropertyOrder(3)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Reads an index of at most <see cref="DocumentJson.LongestDocument"/> bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an index.</exception>
    public static ImageIndex Read(ReadOnlySpan<byte> bytes)
    {
        var index = DocumentJson.Read(bytes, DocumentContext.Written.ImageIndex);
        DocumentJson.CheckVersion(index.SchemaVersion);
        DocumentJson.CheckItems(index.Manifests, "manifests", manifest => manifest.Check());
        return index;
    }

    /// <summary>The document; equal indexes give equal bytes.</summary>
    public byte[] ToBytes() => DocumentJson.Write(this, DocumentContext.Written.ImageIndex);
}

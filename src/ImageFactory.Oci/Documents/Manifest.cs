using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Documents;

/// <summary>One image: its configuration and its layers, the lowest first (image specification, manifest.md).</summary>
public sealed record Manifest
{
    /// <summary>Always 2.</summary>
    [JsonPropertyOrder(0)]
    public int SchemaVersion { get; init; } = DocumentJson.SchemaVersion;

    /// <summary>The media type of this document; older writers leave it out.</summary>
    [JsonPropertyOrder(1)]
    public string? MediaType { get; init; }

    /// <summary>The type of the artifact when this is not an image.</summary>
    [JsonPropertyOrder(2)]
    public string? ArtifactType { get; init; }

    /// <summary>The configuration of the image.</summary>
    [JsonPropertyOrder(3)]
    public required Descriptor Config { get; init; }

    /// <summary>The layers, the lowest first.</summary>
    [JsonPropertyOrder(4)]
    public required IReadOnlyList<Descriptor> Layers { get; init; }

    /// <summary>The manifest that this one says something about.</summary>
    [JsonPropertyOrder(5)]
    public Descriptor? Subject { get; init; }

    /// <summary>What else is said about the image.</summary>
    [JsonPropertyOrder(6)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Reads a manifest of at most <see cref="DocumentJson.LongestDocument"/> bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a manifest.</exception>
    public static Manifest Read(ReadOnlySpan<byte> bytes)
    {
        var manifest = DocumentJson.Read(bytes, DocumentContext.Written.Manifest);
        DocumentJson.CheckVersion(manifest.SchemaVersion);
        manifest.Config.Check();
        manifest.Subject?.Check();
        DocumentJson.CheckItems(manifest.Layers, "layers", layer => layer.Check());
        return manifest;
    }

    /// <summary>The document; equal manifests give equal bytes.</summary>
    public byte[] ToBytes() => DocumentJson.Write(this, DocumentContext.Written.Manifest);
}

using System.Text.Json.Serialization;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Documents;

/// <summary>The layers of an image by the digests of their uncompressed archives (image specification, config.md).</summary>
public sealed record RootFs
{
    /// <summary>No layers.</summary>
    public static RootFs None { get; } = new() { DiffIds = [] };

    /// <summary>Always <c>layers</c>.</summary>
    [JsonPropertyOrder(0)]
    public string Type { get; init; } = "layers";

    /// <summary>The digests, the lowest layer first.</summary>
    [JsonPropertyOrder(1), JsonPropertyName("diff_ids")]
    public required IReadOnlyList<Digest> DiffIds { get; init; }
}

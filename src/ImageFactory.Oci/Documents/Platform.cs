using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Documents;

/// <summary>What an image runs on (image-index.md, <c>platform</c>).</summary>
public sealed record Platform
{
    /// <summary>The processor in Go's notation: <c>amd64</c>, <c>arm64</c>.</summary>
    [JsonPropertyOrder(0)]
    public required string Architecture { get; init; }

    /// <summary>The operating system in Go's notation: <c>linux</c>.</summary>
    [JsonPropertyOrder(1)]
    public required string Os { get; init; }

    /// <summary>The variant of the processor, such as <c>v8</c>.</summary>
    [JsonPropertyOrder(2)]
    public string? Variant { get; init; }
}

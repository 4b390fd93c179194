using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Documents;

/// <summary>An image in the <c>manifest.json</c> of an archive that <c>docker load</c> reads (Docker image specification 1.2).</summary>
public sealed record DockerArchiveEntry
{
    /// <summary>The path of the configuration.</summary>
    [JsonPropertyOrder(0), JsonPropertyName("Config")]
    public required string Config { get; init; }

    /// <summary>The names under which the image is kept.</summary>
    [JsonPropertyOrder(1), JsonPropertyName("RepoTags")]
    public required IReadOnlyList<string> RepoTags { get; init; }

    /// <summary>The paths of the layers, the lowest first.</summary>
    [JsonPropertyOrder(2), JsonPropertyName("Layers")]
    public required IReadOnlyList<string> Layers { get; init; }
}

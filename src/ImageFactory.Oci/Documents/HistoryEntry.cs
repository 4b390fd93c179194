using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Documents;

/// <summary>How a layer came about (image specification, config.md, <c>history</c>).</summary>
public sealed record HistoryEntry
{
    /// <summary>When it was made.</summary>
    [JsonPropertyOrder(0)]
    public DateTimeOffset? Created { get; init; }

    /// <summary>What made it.</summary>
    [JsonPropertyOrder(1), JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    /// <summary>Whether the step left no layer.</summary>
    [JsonPropertyOrder(2), JsonPropertyName("empty_layer")]
    public bool? EmptyLayer { get; init; }
}

using System.Text.Json.Serialization;

namespace ImageFactory.Engines;

/// <summary>A line of an engine's answer to a load.</summary>
/// <param name="Stream">What it did.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record LoadMessage(
    [property: JsonPropertyName("stream")] string? Stream,
    [property: JsonPropertyName("error")] string? Error);

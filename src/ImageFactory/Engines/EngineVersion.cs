using System.Text.Json.Serialization;

namespace ImageFactory.Engines;

/// <summary>What an engine says of itself.</summary>
/// <param name="Architecture">The architecture of its machine, as OCI names it.</param>
internal sealed record EngineVersion([property: JsonPropertyName("Arch")] string? Architecture);

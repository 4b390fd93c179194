using System.Text.Json.Serialization;

namespace ImageFactory.Assets.Tests.Schematics;

/// <summary>What the reference made of one schematic: a struct written, or a text read and written, or refused.</summary>
public sealed record SchematicVector
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("schematic")]
    public VectorSchematic? Schematic { get; init; }

    [JsonPropertyName("yaml")]
    public string? Yaml { get; init; }

    [JsonPropertyName("canonical")]
    public string? Canonical { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>What the reference wrote before it changed its YAML library; such IDs are still about.</summary>
    [JsonPropertyName("canonicalYamlV3")]
    public string? OlderCanonical { get; init; }
}

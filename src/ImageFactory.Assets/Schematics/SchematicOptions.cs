namespace ImageFactory.Assets.Schematics;

/// <summary>What an operator decides about all schematics.</summary>
public sealed record SchematicOptions
{
    /// <summary>
    /// Whether schematics may embed machine configuration. It can hold the secrets of a cluster, and whoever knows the ID of a schematic
    /// can have it and its assets.
    /// </summary>
    public required bool EmbeddedConfiguration { get; init; }
}

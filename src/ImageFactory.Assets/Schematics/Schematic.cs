namespace ImageFactory.Assets.Schematics;

/// <summary>
/// What somebody wants in an image, independent of version, architecture and platform. Its identity is the
/// <see cref="SchematicId"/>, the hash of its canonical YAML; record equality compares lists by reference.
/// </summary>
public sealed record Schematic
{
    /// <summary>Who may use the schematic; empty for everybody.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The board support to add; empty for none.</summary>
    public Overlay Overlay { get; init; } = new();

    /// <summary>What is added to the standard image.</summary>
    public Customization Customization { get; init; } = new();
}

using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Schematics;

/// <summary>Board support: boot firmware and device trees installed by an overlay image.</summary>
public sealed record Overlay
{
    /// <summary>The overlay image. Recorded, and part of the ID; the catalogue decides which image is used.</summary>
    public string Image { get; init; } = "";

    /// <summary>The name of the overlay; empty means no overlay, whatever the other members say.</summary>
    public string Name { get; init; } = "";

    /// <summary>Free-form settings for the overlay's installer, in the order written; null for none.</summary>
    public YamlMapping? Options { get; init; }
}

using ImageFactory.Boot.Initramfs;

namespace ImageFactory.Boot.Inspection;

/// <summary>What an initramfs holds.</summary>
/// <param name="Archives">The archives in it, in order.</param>
/// <param name="Extensions">The system extensions, the lowest layer first.</param>
public sealed record InspectedInitramfs(IReadOnlyList<InitramfsMember> Archives, IReadOnlyList<ListedLayer> Extensions)
{
    /// <summary>The identifier of the schematic that the image was made of; null when it does not say.</summary>
    public string? SchematicId => Schematic?.Version;

    /// <summary>The schematic in YAML; null when the image does not have it.</summary>
    public string? SchematicYaml => Schematic?.ExtraInfo;

    private ExtensionMetadata? Schematic =>
        Extensions.LastOrDefault(layer => layer.Metadata.Name is SchematicExtension.Name)?.Metadata;
}

using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Initramfs;

/// <summary>What goes into an initramfs with system extensions.</summary>
public sealed record InitramfsOptions
{
    /// <summary>The release's own initramfs: a compressed archive, kept as it is.</summary>
    public required ExtentMap Base { get; init; }

    /// <summary>The layers from the lowest to the highest.</summary>
    public required IReadOnlyList<ExtensionLayer> Layers { get; init; }

    /// <summary>What drivers and the processor load.</summary>
    public InitramfsFirmware Firmware { get; init; } = InitramfsFirmware.None;

    /// <summary>The modification time of the files that are added, in seconds since 1970.</summary>
    public required uint ModificationTime { get; init; }
}

namespace ImageFactory.Boot.Initramfs;

/// <summary>A layer as <c>extensions.yaml</c> lists it.</summary>
/// <param name="FileName">The squashfs image at the root of the initramfs.</param>
/// <param name="Metadata">What the extension says about itself.</param>
public sealed record ListedLayer(string FileName, ExtensionMetadata Metadata);

using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>A packed extension.</summary>
/// <param name="Metadata">What it says about itself.</param>
/// <param name="Image">Its squashfs image.</param>
public sealed record ExtensionSegment(ExtensionMetadata Metadata, ExtentMap Image)
{
    /// <summary>Its firmware and microcode, which is not in the image.</summary>
    public IReadOnlyList<InitramfsFile> Files { get; init; } = [];

    /// <summary>What its kernel modules say about themselves, as a <c>KernelModulesDocument</c>; null when it has none.</summary>
    public ExtentMap? Modules { get; init; }
}

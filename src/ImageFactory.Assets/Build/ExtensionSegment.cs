using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>A packed extension.</summary>
/// <param name="Metadata">What it says about itself.</param>
/// <param name="Image">Its squashfs image.</param>
public sealed record ExtensionSegment(ExtensionMetadata Metadata, ExtentMap Image);

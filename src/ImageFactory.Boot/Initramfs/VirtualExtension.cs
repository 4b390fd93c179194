using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Boot.Initramfs;

/// <summary>An extension that comes from no registry but is made for an image.</summary>
/// <param name="Metadata">What it says about itself.</param>
/// <param name="Root">Its root file system.</param>
public sealed record VirtualExtension(ExtensionMetadata Metadata, SquashFsTree Root);

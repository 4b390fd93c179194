using ImageFactory.Assets.Artifacts;

namespace ImageFactory.Assets.Overlays;

/// <summary>A file, directory or symbolic link of an overlay image.</summary>
/// <param name="Path">The path in the image.</param>
/// <param name="Mode">The permission bits.</param>
/// <param name="Content">The content of a file, in the store; null for what is none.</param>
/// <param name="LinkTarget">Where a symbolic link points; null for what is none.</param>
public sealed record OverlayEntry(string Path, int Mode, Artifact? Content, string? LinkTarget = null);

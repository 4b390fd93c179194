namespace ImageFactory.Assets.Overlays;

/// <summary>What is remembered of an entry of an overlay image.</summary>
internal sealed record OverlayEntryRow(string Path, int Mode, string? Digest, long Length, string? LinkTarget);

namespace ImageFactory.Assets.Plans;

/// <summary>The extensions that go into the initramfs, and how they are packed.</summary>
/// <param name="Official">The official ones, in the schematic's order.</param>
/// <param name="Schematic">The virtual extension that tells the node its schematic.</param>
/// <param name="Segments">How their squashfs images are compressed.</param>
public sealed record PlannedExtensions(
    IReadOnlyList<PlannedExtension> Official, PlannedSchematic Schematic, SegmentOptions Segments)
{
    /// <summary>The virtual extension with machine configuration; null when there is none.</summary>
    public PlannedConfiguration? Configuration { get; init; }
}

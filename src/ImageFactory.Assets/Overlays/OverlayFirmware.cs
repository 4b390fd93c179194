namespace ImageFactory.Assets.Overlays;

/// <summary>The first code of a board, outside of partitions.</summary>
/// <param name="Sources">Paths below <c>artifacts/</c> of the overlay image: the first that the image has is taken.</param>
/// <param name="Offset">The byte of the disk that it starts at.</param>
/// <param name="Unless">The option that leaves it out when it is true; null for none.</param>
public sealed record OverlayFirmware(IReadOnlyList<string> Sources, long Offset, string? Unless = null);

using ImageFactory.Assets.Overlays;

namespace ImageFactory.Assets.Plans;

/// <summary>The overlay for a board.</summary>
/// <param name="Image">The image that its artifacts come from.</param>
/// <param name="Board">What goes where; the schematic's options are applied.</param>
public sealed record PlannedOverlay(OverlayReference Image, OverlayBoard Board);

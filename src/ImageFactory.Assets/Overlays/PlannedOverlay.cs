namespace ImageFactory.Assets.Overlays;

/// <summary>The overlay for a board.</summary>
/// <param name="Image">The image that its artifacts come from.</param>
/// <param name="Board">What goes where; the schematic's options are applied.</param>
/// <param name="Options">The options as YAML, for installers, which bring them to the machine; null elsewhere.</param>
public sealed record PlannedOverlay(OverlayReference Image, OverlayBoard Board, string? Options = null);

using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Overlays;

/// <summary>A single-board computer as people know it, and the overlay that starts it. See <see cref="Boards"/> for all of them.</summary>
/// <param name="Name">Its name in links, for example <c>nanopi_r4s</c>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Overlay">The name of the overlay, for example <c>nanopi-r4s</c>.</param>
/// <param name="Image">The overlay's image in a schematic, for example <c>siderolabs/sbc-rockchip</c>.</param>
/// <param name="Minimum">The first version that starts it; null when all that know overlays do.</param>
public sealed record Board(string Name, string Label, string Overlay, string Image, TalosVersion? Minimum);

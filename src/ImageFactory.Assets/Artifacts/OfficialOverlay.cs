using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>An overlay of a version's catalogue.</summary>
/// <param name="Name">The board, for example <c>rpi_generic</c>.</param>
/// <param name="Image">The repository path, for example <c>siderolabs/sbc-raspberrypi</c>.</param>
/// <param name="Reference">The image's reference with registry and tag.</param>
/// <param name="Digest">The digest of the image's index or manifest.</param>
public sealed record OfficialOverlay(string Name, string Image, string Reference, Digest Digest);

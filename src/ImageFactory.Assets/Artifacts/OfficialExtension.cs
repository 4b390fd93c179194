using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>A system extension of a version's catalogue.</summary>
/// <param name="Name">The repository path, for example <c>siderolabs/amd-ucode</c>.</param>
/// <param name="Reference">The image's reference with registry and tag.</param>
/// <param name="Digest">The digest of the image's index or manifest.</param>
/// <param name="Author">Who made it; may be empty.</param>
/// <param name="Description">What it is for; may be empty.</param>
public sealed record OfficialExtension(string Name, string Reference, Digest Digest, string Author, string Description)
{
    /// <summary>The host of the registry that has the image; null for the source of Talos images.</summary>
    public string? Registry { get; init; }
}

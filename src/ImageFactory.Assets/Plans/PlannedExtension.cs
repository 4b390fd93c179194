using ImageFactory.Assets.Artifacts;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Plans;

/// <summary>A system extension that goes in.</summary>
/// <param name="Name">The name in the catalogue, for example <c>siderolabs/gvisor</c>, or the reference in the schematic.</param>
/// <param name="Repository">The repository of its image.</param>
/// <param name="Digest">The digest of its image's index or manifest.</param>
public sealed record PlannedExtension(string Name, string Repository, Digest Digest)
{
    /// <summary>The host of the registry that has the image; null for the source of Talos images.</summary>
    public string? Registry { get; init; }

    /// <summary>Whether the schematic names the image itself, and so is to blame when there is none.</summary>
    public bool IsPinned { get; init; }

    /// <summary>An extension of a catalogue.</summary>
    /// <param name="name">The name in the schematic, which may be an old one.</param>
    /// <param name="official">What the catalogue has.</param>
    public static PlannedExtension Of(string name, OfficialExtension official) => new(name, official.Name, official.Digest) { Registry = official.Registry };
}

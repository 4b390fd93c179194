using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Plans;

/// <summary>A system extension that goes in.</summary>
/// <param name="Name">The name in the catalogue, for example <c>siderolabs/gvisor</c>.</param>
/// <param name="Repository">The repository of its image.</param>
/// <param name="Digest">The digest of its image's index or manifest.</param>
public sealed record PlannedExtension(string Name, string Repository, Digest Digest);

using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>What a tag names now.</summary>
/// <param name="Digest">The digest of the index or manifest.</param>
internal sealed record ResolvedReference(Digest Digest);

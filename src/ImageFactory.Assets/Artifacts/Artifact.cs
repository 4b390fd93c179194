using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>Named content from a source image that is in the store.</summary>
/// <param name="Name">The path in the source image.</param>
/// <param name="Digest">The digest of the content.</param>
/// <param name="Length">Length in bytes.</param>
public sealed record Artifact(string Name, Digest Digest, long Length)
{
    /// <summary>The map of the whole content.</summary>
    public ExtentMap Map() => ExtentMap.OfBlob(Digest, Length);
}

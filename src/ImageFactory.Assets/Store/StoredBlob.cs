using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>A blob that is in the store.</summary>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record StoredBlob(Digest Digest, long Length)
{
    /// <summary>The map of all of it.</summary>
    public ExtentMap ToMap() => ExtentMap.OfBlob(Digest, Length);
}

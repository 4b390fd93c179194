using ImageFactory.Formats.Extents;

namespace ImageFactory.Sample.Files;

/// <summary>Content that is in the <see cref="ScratchStore"/>.</summary>
internal sealed record ScratchBlob(Digest Digest, long Length)
{
    /// <summary>The map of all of it.</summary>
    public ExtentMap Map => ExtentMap.OfBlob(Digest, Length);
}

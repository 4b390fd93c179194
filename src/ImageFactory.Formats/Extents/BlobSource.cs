namespace ImageFactory.Formats.Extents;

/// <summary>A run of a content-addressed blob.</summary>
/// <param name="Blob">The digest of the whole blob.</param>
/// <param name="Offset">Where the run starts in the blob, in bytes.</param>
public sealed record BlobSource(Digest Blob, long Offset) : ExtentSource
{
    internal override ExtentSource Slice(long count, long length) => this with { Offset = Offset + count };

    internal override ExtentSource? TryJoin(long length, ExtentSource next) =>
        next is BlobSource run && run.Blob == Blob && run.Offset == Offset + length ? this : null;
}

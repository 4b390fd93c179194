namespace ImageFactory.Formats.Extents;

/// <summary>
/// What an <see cref="Extent"/> shows: a run of a blob, inline bytes, zeros, or computed content. Pure data; the bytes of blobs
/// are found through <see cref="IBlobSource"/> when the map is read.
/// </summary>
public abstract record ExtentSource
{
    private protected ExtentSource()
    {
    }

    /// <summary>The same source, starting <paramref name="count"/> bytes later and <paramref name="length"/> bytes long.</summary>
    internal abstract ExtentSource Slice(long count, long length);

    /// <summary>One source that continues this one of <paramref name="length"/> bytes with <paramref name="next"/>, or null.</summary>
    internal abstract ExtentSource? TryJoin(long length, ExtentSource next);
}

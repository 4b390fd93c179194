namespace ImageFactory.Delivery;

/// <summary>A part of a content that a client wants.</summary>
/// <param name="Offset">Where it starts, in bytes.</param>
/// <param name="Length">Its length in bytes; at least 1.</param>
internal readonly record struct ByteRange(long Offset, long Length)
{
    /// <summary>Behind the last byte.</summary>
    public long End => Offset + Length;
}

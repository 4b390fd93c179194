using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>One way to compress pieces by themselves and to join what becomes of them into one stream.</summary>
internal interface ISegmentCodec
{
    /// <summary>Compresses the content of one segment, at least one byte.</summary>
    /// <param name="dense">Whether the time of a dense level is well spent.</param>
    /// <param name="destination">Room for <see cref="SegmentBuffers.Bound"/> bytes.</param>
    /// <param name="padding">How many of the written bytes are padding, of which the stream must know.</param>
    /// <returns>How many bytes were written.</returns>
    int Compress(ReadOnlySpan<byte> content, bool dense, byte[] destination, out int padding);

    /// <summary>One stream of all segments, in their order.</summary>
    ExtentMap Join(IReadOnlyList<CompressedSegment> segments);
}

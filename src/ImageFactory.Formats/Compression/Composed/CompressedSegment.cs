using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>A part of some content, compressed by itself: a zstd frame, an xz block, or a run of deflate blocks.</summary>
/// <param name="Note">What is needed to join it with others.</param>
/// <param name="Bytes">The compressed bytes.</param>
public sealed record CompressedSegment(SegmentNote Note, ExtentMap Bytes);

using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Gpt;

/// <summary>Bytes at a place of the disk.</summary>
/// <param name="Offset">The offset of the first byte on the disk.</param>
/// <param name="Content">The bytes.</param>
public sealed record GptRegion(long Offset, ExtentMap Content);

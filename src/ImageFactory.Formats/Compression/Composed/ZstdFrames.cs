using ImageFactory.Formats.Compression.Native;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>Segments as frames with content size and checksum, one behind the other (RFC 8878 section 3).</summary>
internal sealed class ZstdFrames : ISegmentCodec
{
    private const int QuickLevel = 3;

    // Section 3.1.1: magic, a single segment of no bytes with a checksum; the last block, raw and empty; XXH64 of nothing.
    private static readonly byte[] EmptyFrame = [0x28, 0xB5, 0x2F, 0xFD, 0x24, 0, 0x01, 0, 0, 0x99, 0xE9, 0xD8, 0x51];

    private readonly int _level;

    public ZstdFrames(int level) => _level = level;

    public int Compress(ReadOnlySpan<byte> content, bool dense, byte[] destination, out int padding)
    {
        padding = 0;
        var quick = Math.Min(QuickLevel, _level);
        var length = CompressFrame(content, quick, destination);
        if (!dense || !Compressibility.IsWorth(length, content.Length))
        {
            return length;
        }

        // Now and then the quick level does better.
        var denseLength = CompressFrame(content, _level, destination);
        return denseLength <= length ? denseLength : CompressFrame(content, quick, destination);
    }

    public ExtentMap Join(IReadOnlyList<CompressedSegment> segments)
    {
        if (segments.Count == 0)
        {
            // No frame at all is no zstd file.
            return ExtentMap.OfBytes(EmptyFrame);
        }

        var stream = new ExtentMapBuilder();
        foreach (var segment in segments)
        {
            stream.Append(segment.Bytes);
        }

        return stream.Build();
    }

    private static int CompressFrame(ReadOnlySpan<byte> content, int level, byte[] destination)
    {
        using var context = ZstdCompressContext.Create();
        context.Set(ZstdNative.CompressionLevel, level);
        context.Set(ZstdNative.ChecksumFlag, 1);
        return (int)ZstdErrors.CheckCompress(
            ZstdNative.Compress(context, destination, (nuint)destination.Length, content, (nuint)content.Length));
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>
/// Segments as runs of deflate blocks (RFC 1951) that end at a byte and refer to nothing before them, joined to one member (RFC 1952)
/// without name or time.
/// </summary>
internal sealed class GzipMember : ISegmentCodec
{
    private const int LongestStored = ushort.MaxValue;

    // RFC 1952 section 2.3: method deflate, no flags, no time, no extra flags, an unknown system.
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

    private readonly ZLibCompressionOptions _deflate;

    public GzipMember(int level) => _deflate = new ZLibCompressionOptions { CompressionLevel = level };

    public int Compress(ReadOnlySpan<byte> content, bool dense, byte[] destination, out int padding)
    {
        padding = 0;
        return Compressibility.IsWorthCompressing(content, destination) ? Deflate(content, destination) : Store(content, destination);
    }

    public ExtentMap Join(IReadOnlyList<CompressedSegment> segments)
    {
        var member = new ExtentMapBuilder().AppendBytes(Header);
        var crc = 0u;
        var length = 0L;
        foreach (var segment in segments)
        {
            member.Append(segment.Bytes);
            crc = Crc32.Combine(crc, segment.Note.ContentCrc, segment.Note.ContentLength);
            length += segment.Note.ContentLength;
        }

        // RFC 1951 section 3.2.6: the last block, of fixed codes, holds only the code for its end.
        byte[] trailer = [0x03, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(2), crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(6), (uint)(length & uint.MaxValue));
        return member.AppendBytes(trailer).Build();
    }

    private int Deflate(ReadOnlySpan<byte> content, byte[] destination)
    {
        using var output = new MemoryStream(destination);
        using var deflate = new DeflateStream(output, _deflate, leaveOpen: true);
        deflate.Write(content);

        // A sync flush: it ends with an empty stored block. What closing the stream adds behind it is left out.
        deflate.Flush();
        return (int)output.Position;
    }

    // RFC 1951 section 3.2.4: a byte for "stored, not the last block", the length and its complement, and the bytes.
    private static int Store(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        var position = 0;
        while (!content.IsEmpty)
        {
            var count = Math.Min(content.Length, LongestStored);
            destination[position] = 0;
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(position + 1)..], (ushort)count);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(position + 3)..], (ushort)(count ^ ushort.MaxValue));
            content[..count].CopyTo(destination[(position + 5)..]);
            position += 5 + count;
            content = content[count..];
        }

        return position;
    }
}

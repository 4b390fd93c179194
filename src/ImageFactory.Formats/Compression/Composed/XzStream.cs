using System.Buffers.Binary;
using ImageFactory.Formats.Compression.Native;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>
/// Segments as blocks of LZMA2 with both sizes in their headers and a CRC64, joined to one stream with one index (the .xz file format
/// 1.2.1). Blocks with their sizes can be decompressed side by side.
/// </summary>
internal sealed class XzStream : ISegmentCodec
{
    private const int Crc64Check = 4;
    private const int Alignment = 4;
    private const int CrcSize = 4;
    private const int CheckSize = 8;
    private const int LongestStored = 64 * 1024;

    // The dictionaries of the presets, no larger than a segment needs, as powers of two.
    private static readonly int[] DictionaryLogs = [18, 20, 21, 22, 22, 23, 23, 23, 23, 23];

    // Section 2.1.1: magic, and flags with the kind of the check.
    private static readonly byte[] HeaderMagic = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00];
    private static readonly byte[] Flags = [0, Crc64Check];
    private static readonly byte[] FooterMagic = [0x59, 0x5A];

    private readonly LzmaFilterChain _filters;
    private readonly int _dictionaryLog;

    public XzStream(int preset)
    {
        _dictionaryLog = DictionaryLogs[preset];
        _filters = new LzmaFilterChain((uint)preset, 1u << _dictionaryLog);
    }

    public int Compress(ReadOnlySpan<byte> content, bool dense, byte[] destination, out int padding)
    {
        // Room for the largest header; the real one has the length of the data in it and is written when that is known.
        var room = BlockHeader(content.Length, SegmentBuffers.Bound(content.Length)).Length;
        var data = Compressibility.IsWorthCompressing(content, destination)
            ? Encode(content, destination.AsSpan(room))
            : Store(content, destination.AsSpan(room));
        var header = BlockHeader(content.Length, data);
        destination.AsSpan(room, data).CopyTo(destination.AsSpan(header.Length));
        header.CopyTo(destination, 0);
        var end = header.Length + data;
        padding = (Alignment - (end % Alignment)) % Alignment;
        destination.AsSpan(end, padding).Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(
            destination.AsSpan(end + padding), LzmaNative.Crc64(content, (nuint)content.Length, 0));
        return end + padding + CheckSize;
    }

    public ExtentMap Join(IReadOnlyList<CompressedSegment> segments)
    {
        var stream = new ExtentMapBuilder().AppendBytes((byte[])[.. HeaderMagic, .. Flags, .. CrcOf(Flags)]);
        foreach (var segment in segments)
        {
            stream.Append(segment.Bytes);
        }

        var index = Index(segments);
        var backward = new byte[sizeof(uint) + 2];
        BinaryPrimitives.WriteUInt32LittleEndian(backward, (uint)((index.Length / Alignment) - 1));
        Flags.CopyTo(backward, sizeof(uint));
        return stream.AppendBytes(index).AppendBytes((byte[])[.. CrcOf(backward), .. backward, .. FooterMagic]).Build();
    }

    // Section 4: an empty byte, the number of records, and for each block its length without padding and that of its content.
    private static byte[] Index(IReadOnlyList<CompressedSegment> segments)
    {
        var index = new List<byte> { 0 };
        AddNumber(index, segments.Count);
        foreach (var segment in segments)
        {
            AddNumber(index, segment.Bytes.Length - segment.Note.Padding);
            AddNumber(index, segment.Note.ContentLength);
        }

        return Aligned(index);
    }

    // Section 3.1: its own length, "one filter and both sizes", the sizes, and LZMA2 with its dictionary (section 5.3.1).
    private byte[] BlockHeader(int contentLength, int dataLength)
    {
        var header = new List<byte> { 0, 0xC0 };
        AddNumber(header, dataLength);
        AddNumber(header, contentLength);
        header.AddRange([(byte)LzmaNative.FilterLzma2, 1, (byte)(2 * (_dictionaryLog - 12))]);
        header[0] = (byte)((header.Count + Alignment - 1) / Alignment);
        return Aligned(header);
    }

    private int Encode(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        nuint length = 0;
        var result = LzmaNative.EncodeRawBuffer(
            _filters.Address, 0, content, (nuint)content.Length, destination, ref length, (nuint)destination.Length);
        GC.KeepAlive(_filters);
        return result == LzmaNative.Ok ? (int)length : throw LzmaErrors.OfCompress(result);
    }

    // LZMA2 chunks without compression: 1 resets the dictionary, 2 does not; the length less one; and a zero at the end.
    private static int Store(ReadOnlySpan<byte> content, Span<byte> destination)
    {
        var position = 0;
        while (!content.IsEmpty)
        {
            var count = Math.Min(content.Length, LongestStored);
            destination[position] = (byte)(position == 0 ? 1 : 2);
            BinaryPrimitives.WriteUInt16BigEndian(destination[(position + 1)..], (ushort)(count - 1));
            content[..count].CopyTo(destination[(position + 3)..]);
            position += 3 + count;
            content = content[count..];
        }

        destination[position] = 0;
        return position + 1;
    }

    private static byte[] Aligned(List<byte> bytes)
    {
        while (bytes.Count % Alignment != 0)
        {
            bytes.Add(0);
        }

        bytes.AddRange(CrcOf([.. bytes]));
        return [.. bytes];
    }

    // Section 1.2: seven bits a byte, the lowest first; the highest bit says that more follow.
    private static void AddNumber(List<byte> bytes, long number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            bytes.Add((byte)((number & 0x7F) | 0x80));
        }

        bytes.Add((byte)number);
    }

    private static byte[] CrcOf(byte[] bytes)
    {
        var crc = new byte[CrcSize];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc32.Compute(bytes));
        return crc;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace ImageFactory.Formats.Compression;

/// <summary>
/// A run of content that is deflated by itself: it refers to nothing before it and ends at a byte with a block that is not the
/// last, so that segments behind each other are one deflate stream (RFC 1951). To be used again and again.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A memory stream has nothing but memory to give back.")]
internal sealed class DeflateSegment
{
    /// <summary>How much content a segment holds at most, in bytes. Fixed: the output depends on it.</summary>
    public const int Size = 1024 * 1024;

    private readonly byte[] _content = GC.AllocateUninitializedArray<byte>(Size);
    private readonly MemoryStream _output = new();

    /// <summary>Bytes of content, from 0 to <see cref="Size"/>.</summary>
    public int Length { get; private set; }

    /// <summary>Whether no more content goes in.</summary>
    public bool IsFull => Length == Size;

    /// <summary>The CRC-32 of the content, once it is compressed.</summary>
    public uint Crc { get; private set; }

    /// <summary>The deflated content, once it is compressed.</summary>
    public ReadOnlyMemory<byte> Compressed => _output.GetBuffer().AsMemory(0, (int)_output.Length);

    /// <summary>Takes as much content as has room and returns its length.</summary>
    public int Add(ReadOnlySpan<byte> content)
    {
        var count = Math.Min(content.Length, Size - Length);
        content[..count].CopyTo(_content.AsSpan(Length));
        Length += count;
        return count;
    }

    /// <summary>Compresses the content, of which there must be some.</summary>
    public void Compress(ZLibCompressionOptions options)
    {
        var content = _content.AsSpan(0, Length);
        Crc = Crc32.Compute(content);

        // A new one each time: zlib-ng 2.2 looks at what a reset one held before, and the bytes come to depend on it.
        using var deflate = new DeflateStream(_output, options, leaveOpen: true);
        deflate.Write(content);

        // A sync flush: it ends with an empty stored block. What closing the stream adds is the end of a deflate stream.
        deflate.Flush();
        var length = _output.Length;
        deflate.Dispose();
        _output.SetLength(length);
    }

    /// <summary>Makes room for other content.</summary>
    public void Clear()
    {
        Length = 0;
        _output.SetLength(0);
    }
}

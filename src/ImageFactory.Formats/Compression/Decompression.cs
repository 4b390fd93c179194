using System.IO.Compression;
using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>
/// Opens compressed streams from outside for reading. All frames, members or streams that follow each other are read. What is
/// damaged, cut off, over a limit, or needs a window of more than 128 MiB gives an <see cref="InvalidDataException"/> when the
/// place is read.
/// </summary>
public static class Decompression
{
    /// <summary>How many bytes <see cref="Detect"/> looks at.</summary>
    public const int MagicLength = 6;

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> XzMagic => [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00];

    private static ReadOnlySpan<byte> ZstdMagic => [0x28, 0xB5, 0x2F, 0xFD];

    // RFC 8878 section 3.1.2: 0x184D2A50 to 0x184D2A5F, little-endian.
    private static ReadOnlySpan<byte> ZstdSkippableMagic => [0x2A, 0x4D, 0x18];

    /// <summary>How content is compressed that starts with <paramref name="head"/>.</summary>
    public static CompressionKind Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(ZstdMagic) || IsZstdSkippable(head))
        {
            return CompressionKind.Zstd;
        }

        if (head.StartsWith(XzMagic))
        {
            return CompressionKind.Xz;
        }

        return head.StartsWith(GzipMagic) ? CompressionKind.Gzip : CompressionKind.None;
    }

    /// <summary>The content of a stream that is compressed in a known way.</summary>
    /// <param name="source">The stream, from its present position to its end.</param>
    /// <exception cref="DllNotFoundException">The library that decompresses is not installed.</exception>
    public static Stream Open(Stream source, CompressionKind kind, DecompressionLimits limits, bool leaveOpen = false)
    {
        var compressed = new CountingReadStream(source);
        Stream content = kind switch
        {
            CompressionKind.None => compressed,
            CompressionKind.Gzip => OpenGzip(compressed),
            CompressionKind.Xz => new DecompressStream(compressed, XzCoder.Decoder()),
            CompressionKind.Zstd => new DecompressStream(compressed, new ZstdDecoder()),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown compression."),
        };
        return new BoundedReadStream(source, compressed, content, limits, leaveOpen);
    }

    /// <summary>The content of a stream that may be compressed, as its first bytes say.</summary>
    /// <param name="source">The stream, from its present position to its end.</param>
    /// <exception cref="DllNotFoundException">The library that decompresses is not installed.</exception>
    public static async ValueTask<Stream> OpenDetectedAsync(
        Stream source, DecompressionLimits limits, bool leaveOpen, CancellationToken cancellationToken)
    {
        var head = new byte[MagicLength];
        var length = await source.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var whole = new PrefixedReadStream(head.AsMemory(0, length), source);
        return Open(whole, Detect(head.AsSpan(0, length)), limits, leaveOpen);
    }

    /// <summary>The first frame of zstd or stream of .xz, whatever follows it.</summary>
    /// <param name="source">The stream, from its present position on.</param>
    /// <exception cref="DllNotFoundException">The library that decompresses is not installed.</exception>
    /// <exception cref="InvalidDataException">The kind is another: its end cannot be told.</exception>
    public static CompressedMember OpenMember(Stream source, CompressionKind kind, DecompressionLimits limits) => kind switch
    {
        CompressionKind.Xz => new CompressedMember(source, XzCoder.Decoder(endsWithFirst: true), limits),
        CompressionKind.Zstd => new CompressedMember(source, new ZstdDecoder(), limits),
        _ => throw new InvalidDataException($"Content with something behind it can be compressed with xz or zstd, not with {kind}."),
    };

    private static bool IsZstdSkippable(ReadOnlySpan<byte> head) =>
        head.Length > 3 && head[0] >> 4 == 5 && head[1..].StartsWith(ZstdSkippableMagic);

    private static GZipStream OpenGzip(Stream compressed)
    {
        StrictInflate.Require();
        return new GZipStream(compressed, CompressionMode.Decompress, leaveOpen: true);
    }
}

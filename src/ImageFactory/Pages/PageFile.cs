using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Pages;

/// <summary>A file of the page: its bytes as they are, and as they travel.</summary>
internal sealed class PageFile
{
    private readonly Lazy<byte[]> _brotli;
    private readonly Lazy<byte[]> _gzip;
    private readonly string _digest;
    private readonly byte[] _content;

    public PageFile(string mediaType, byte[] content)
    {
        MediaType = mediaType;
        _content = content;
        _digest = Convert.ToHexStringLower(SHA256.HashData(content))[..32];
        _brotli = new Lazy<byte[]>(() => Compress(stream => new BrotliStream(stream, CompressionLevel.SmallestSize)));
        _gzip = new Lazy<byte[]>(() => Compress(stream => new GZipStream(stream, CompressionLevel.SmallestSize)));
    }

    public string MediaType { get; }

    /// <summary>The bytes for a client, how they are encoded (null when they are not), and their own entity tag.</summary>
    public (byte[] Bytes, string? Encoding, EntityTagHeaderValue Tag) For(IList<StringWithQualityHeaderValue> accepted)
    {
        if (IsCompressible && Accepts(accepted, "br"))
        {
            return (_brotli.Value, "br", Tag("-br"));
        }

        return IsCompressible && Accepts(accepted, "gzip") ? (_gzip.Value, "gzip", Tag("-gzip")) : (_content, null, Tag(string.Empty));
    }

    private bool IsCompressible => !MediaType.StartsWith("image/", StringComparison.Ordinal) || MediaType is "image/svg+xml";

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.Any(item => item.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && item.Quality is not 0);

    private EntityTagHeaderValue Tag(string suffix) => new($"\"{_digest}{suffix}\"");

    private byte[] Compress(Func<Stream, Stream> open)
    {
        var compressed = new MemoryStream();
        using (var stream = open(compressed))
        {
            stream.Write(_content);
        }

        return compressed.ToArray();
    }
}

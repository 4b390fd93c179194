using System.IO.Compression;
using System.Security.Cryptography;
using ImageFactory.Delivery;
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
        _brotli = new Lazy<byte[]>(() => ContentCoding.Encode(_content, ContentCoding.Brotli, CompressionLevel.SmallestSize));
        _gzip = new Lazy<byte[]>(() => ContentCoding.Encode(_content, ContentCoding.Gzip, CompressionLevel.SmallestSize));
    }

    public string MediaType { get; }

    private bool IsCompressible => !MediaType.StartsWith("image/", StringComparison.Ordinal) || MediaType is "image/svg+xml";

    /// <summary>The bytes for a client, their coding (null for none), and their own entity tag.</summary>
    public (byte[] Bytes, string? Coding, EntityTagHeaderValue Tag) For(IList<StringWithQualityHeaderValue> accepted)
    {
        var coding = IsCompressible ? ContentCoding.Choose(accepted) : null;
        return coding switch
        {
            ContentCoding.Brotli => (_brotli.Value, coding, Tag("-br")),
            ContentCoding.Gzip => (_gzip.Value, coding, Tag("-gzip")),
            _ => (_content, null, Tag(string.Empty)),
        };
    }

    private EntityTagHeaderValue Tag(string suffix) => new($"\"{_digest}{suffix}\"");
}

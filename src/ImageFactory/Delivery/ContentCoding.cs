using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Delivery;

/// <summary>How a small answer travels (RFC 9110, section 8.4): as brotli or gzip for who takes it, else as it is.</summary>
internal static class ContentCoding
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    /// <summary>The best coding that a client takes; null for none.</summary>
    public static string? Choose(IList<StringWithQualityHeaderValue> accepted) => Accepts(accepted, Brotli) ? Brotli : AcceptsGzip(accepted);

    /// <summary>The bytes in a coding.</summary>
    public static byte[] Encode(byte[] content, string coding, CompressionLevel level)
    {
        var encoded = new MemoryStream();
        using (Stream stream = coding is Brotli ? new BrotliStream(encoded, level) : new GZipStream(encoded, level))
        {
            stream.Write(content);
        }

        return encoded.ToArray();
    }

    private static string? AcceptsGzip(IList<StringWithQualityHeaderValue> accepted) => Accepts(accepted, Gzip) ? Gzip : null;

    private static bool Accepts(IList<StringWithQualityHeaderValue> accepted, string coding) =>
        accepted.Any(item => item.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && item.Quality is not 0);
}

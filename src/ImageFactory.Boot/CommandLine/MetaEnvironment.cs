using System.IO.Compression;
using System.Text;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Boot.CommandLine;

/// <summary>META values on the kernel command line, as the value of <c>talos.environment=INSTALLER_META_BASE64</c>.</summary>
public static class MetaEnvironment
{
    private const int LongestPlain = 256;

    // RFC 1952 §2.3: magic, deflate, no flags, no time, strongest compression, unknown operating system.
    private static ReadOnlySpan<byte> GzipHeader => [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 2, 255];

    /// <summary>The values' text forms, joined by <c>;</c>, in Base64; before that compressed when they take more than 256 bytes.</summary>
    /// <param name="values">The values, in order.</param>
    /// <param name="allowGzip">Whether the release that reads it knows gzip (Talos 1.6.3 and later).</param>
    public static string Encode(IReadOnlyList<MetaValue> values, bool allowGzip)
    {
        var plain = Encoding.UTF8.GetBytes(string.Join(';', values));
        return Convert.ToBase64String(allowGzip && plain.Length > LongestPlain ? Compress(plain) : plain);
    }

    private static byte[] Compress(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        var member = compressed.ToArray();

        // The library puts its platform into the header; the same values must give the same command line everywhere.
        GzipHeader.CopyTo(member);
        return member;
    }
}

using System.IO.Compression;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Tests.Compression;

/// <summary>Whole byte arrays, compressed and decompressed by the streams under test.</summary>
internal static class Compressed
{
    /// <summary>Limits that no honest sample meets.</summary>
    public static DecompressionLimits Generous { get; } = new() { MaxBytes = 1L << 40, MaxRatio = 1_000_000 };

    public static Task<byte[]> OfAsync(CompressionKind kind, byte[] content) => kind switch
    {
        CompressionKind.Zstd => ZstdAsync(content, new ZstdOptions { Level = 3 }),
        CompressionKind.Xz => XzAsync(content, new XzOptions { Preset = 0 }),
        CompressionKind.Gzip => Task.FromResult(Gzip(content)),
        _ => Task.FromResult(content),
    };

    public static Task<byte[]> ZstdAsync(byte[] content, ZstdOptions options, int writeLength = 100_000) =>
        WriteAsync(output => new ZstdCompressStream(output, options, leaveOpen: true), content, writeLength);

    public static Task<byte[]> XzAsync(byte[] content, XzOptions options, int writeLength = 100_000) =>
        WriteAsync(output => new XzCompressStream(output, options, leaveOpen: true), content, writeLength);

    public static async Task<byte[]> OpenAsync(byte[] compressed, CompressionKind kind, DecompressionLimits? limits = null)
    {
        await using var content = Decompression.Open(new MemoryStream(compressed), kind, limits ?? Generous);
        using var output = new MemoryStream();
        await content.CopyToAsync(output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    private static async Task<byte[]> WriteAsync(Func<Stream, CompressStream> open, byte[] content, int writeLength)
    {
        using var output = new MemoryStream();
        await using var stream = open(output);
        for (var position = 0; position < content.Length; position += writeLength)
        {
            var count = Math.Min(writeLength, content.Length - position);
            await stream.WriteAsync(content.AsMemory(position, count), TestContext.Current.CancellationToken);
        }

        await stream.CompleteAsync(TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        if (content.Length == 0)
        {
            // The framework writes no member at all for no content; RFC 1952 has one with an empty deflate block.
            return Convert.FromHexString("1F8B0800000000000003" + "0300" + "0000000000000000");
        }

        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }
}

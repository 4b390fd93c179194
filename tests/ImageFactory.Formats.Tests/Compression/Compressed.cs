using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Tests.Compression;

/// <summary>Whole byte arrays, compressed and decompressed by the streams under test.</summary>
internal static class Compressed
{
    private const int DefaultWriteLength = 100_000;

    /// <summary>Limits that no honest sample meets.</summary>
    public static DecompressionLimits Generous { get; } = new() { MaxBytes = 1L << 40, MaxRatio = 1_000_000 };

    public static Task<byte[]> OfAsync(CompressionKind kind, byte[] content) => kind == CompressionKind.None
        ? Task.FromResult(content)
        : WriteAsync(output => Open(kind, output), content, DefaultWriteLength);

    public static CompressStream Open(CompressionKind kind, Stream output) => kind switch
    {
        CompressionKind.Zstd => new ZstdCompressStream(output, new ZstdOptions { Level = 3 }, leaveOpen: true),
        CompressionKind.Xz => new XzCompressStream(output, new XzOptions { Preset = 0 }, leaveOpen: true),
        CompressionKind.Gzip => new GzipCompressStream(output, new GzipOptions { Level = 6 }, leaveOpen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing compresses so."),
    };

    public static Task<byte[]> ZstdAsync(byte[] content, ZstdOptions options, int writeLength = DefaultWriteLength) =>
        WriteAsync(output => new ZstdCompressStream(output, options, leaveOpen: true), content, writeLength);

    public static Task<byte[]> XzAsync(byte[] content, XzOptions options, int writeLength = DefaultWriteLength) =>
        WriteAsync(output => new XzCompressStream(output, options, leaveOpen: true), content, writeLength);

    public static Task<byte[]> GzipAsync(byte[] content, GzipOptions options, int writeLength = DefaultWriteLength) =>
        WriteAsync(output => new GzipCompressStream(output, options, leaveOpen: true), content, writeLength);

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
}

using System.Globalization;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Disks;

/// <summary>A raw disk to convert: its map and where its content is.</summary>
internal sealed record SampleRaw(ExtentMap Map, MemoryBlobs Blobs)
{
    public const long Time = 1559424892;

    private const int Kibibyte = 1024;
    private const int Mebibyte = 1024 * Kibibyte;

    /// <summary>Makes a disk of one of the kinds that formats must not stumble over.</summary>
    public static SampleRaw Of(string kind)
    {
        var blobs = new MemoryBlobs();
        var builder = new ExtentMapBuilder();
        switch (kind)
        {
            case "usual":
                builder.AppendBytes(Filled(512)).AppendZeros(Mebibyte - 512 + 1536)
                    .Append(blobs.Add(Noise(3 * Mebibyte)))
                    .Append(blobs.Add(Text(700 * Kibibyte)))
                    .AppendBytes(Filled(100));
                Fill(builder, (7 * Mebibyte) - 512);
                builder.AppendBytes(Filled(512));
                break;
            case "empty":
                builder.AppendZeros(5 * Mebibyte);
                break;
            case "full":
                builder.Append(blobs.Add(Noise(9 * Mebibyte)));
                break;
            case "text":
                builder.Append(blobs.Add(Text(Mebibyte))).AppendZeros(32 * Mebibyte).Append(blobs.Add(Text(2 * Mebibyte)));
                break;
            case "last cluster":
                builder.AppendZeros((33 * Mebibyte) - 512).AppendBytes(Filled(512));
                break;
            case "first cluster":
                builder.AppendBytes(Filled(1)).AppendZeros(Mebibyte - 1);
                break;
            case "one sector":
                builder.AppendBytes(Filled(512));
                break;
            case "odd length":
                builder.AppendZeros(Mebibyte).Append(blobs.Add(Noise(200 * Kibibyte))).AppendBytes(Filled(512));
                break;
            case "many runs":
                Scatter(builder, blobs, 64L * Mebibyte, Mebibyte);
                break;
            case "scattered":
                Scatter(builder, blobs, 12_884_901_888, 40L * Mebibyte);
                break;
            default:
                throw new ArgumentException($"There is no disk '{kind}'.", nameof(kind));
        }

        return new SampleRaw(builder.Build(), blobs);
    }

    public Task<string> WriteAsync(TemporaryDirectory directory) => MapBytes.WriteAsync(Map, directory.Combine("disk.raw"), Blobs);

    // Bytes that do not compress.
    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Text(int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(CultureInfo.InvariantCulture, $"byte {text.Length}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static byte[] Filled(int length)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, (byte)0xA5);
        return bytes;
    }

    private static void Fill(ExtentMapBuilder builder, long length) => builder.AppendZeros(length - builder.Length);

    // Steps of a little more, so that nothing falls together with anything.
    private static void Scatter(ExtentMapBuilder builder, MemoryBlobs blobs, long length, long step)
    {
        var noise = blobs.Add(Noise(100_000));
        for (long offset = 12_345; offset < length - Mebibyte; offset += step + 4321)
        {
            Fill(builder, offset);
            builder.Append(noise.Slice(0, 1 + (offset % noise.Length)));
        }

        Fill(builder, length);
    }
}

using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Compression.Composed;

/// <summary>Small images with what is in large ones: headers, tables, blobs that compress or not, runs of them, and zeros.</summary>
internal static class SampleImage
{
    public const int Mebibyte = 1024 * 1024;

    public static byte[] Kernel { get; } = Samples.Noise((9 * Mebibyte) + 4321);

    public static byte[] Firmware { get; } = Samples.Text(5 * Mebibyte);

    /// <summary>An image that has its name at the front and otherwise the same in it as every other.</summary>
    public static ExtentMap Create(MemoryBlobs blobs, string name)
    {
        var kernel = blobs.Add(Kernel);
        var firmware = blobs.Add(Firmware);
        return new ExtentMapBuilder()
            .AppendBytes(Encoding.UTF8.GetBytes(name))
            .AppendBytes(Samples.Text(100_000, seed: 7))
            .AppendZeros(100)
            .Append(kernel)
            .AppendBytes(Samples.Text(3000, seed: 8))
            .Append(firmware.Slice(1000, (3 * Mebibyte) + 10))
            .AppendZeros((6 * Mebibyte) + 12_345)
            .Append(firmware.Slice(0, 500))
            .AppendBytes(Samples.Text(77, seed: 9))
            .Build();
    }
}

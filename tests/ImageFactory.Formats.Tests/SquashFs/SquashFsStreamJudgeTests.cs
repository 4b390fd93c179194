using ImageFactory.Formats.SquashFs;
using ImageFactory.Testing;
using static ImageFactory.Formats.Tests.SquashFs.SampleTree;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>squashfs-tools reads what came as streams.</summary>
public sealed class SquashFsStreamJudgeTests
{
    private const int Block = 4096;

    [Theory]
    [InlineData(SquashFsCompressor.Zstd, 9)]
    [InlineData(SquashFsCompressor.Xz, 0)]
    public async Task Unsquashfs_unpacks_streamed_files(SquashFsCompressor compressor, int level)
    {
        using var folder = new TemporaryDirectory();
        (string Name, byte[] Content)[] files =
        [
            ("empty", []),
            ("exact", HalfNoise(5 * Block, 1)),
            ("holes", [.. HalfNoise(Block, 2), .. new byte[9 * Block], .. HalfNoise(100, 3)]),
            ("long", HalfNoise(300 * Block + 1, 4)),
            ("noise", Noise(Block + 2, 5)),
            ("small", [1, 2, 3]),
            ("zeros", new byte[3 * Block + 7]),
        ];
        var image = await StreamedImage.WriteAsync(Options with { Compressor = compressor, Level = level, BlockSize = Block }, files);
        await System.IO.File.WriteAllBytesAsync(folder.Combine("image.sqsh"), image, Token);

        await Tool.RunAsync("unsquashfs", "-no-progress", "-d", folder.Combine("out"), folder.Combine("image.sqsh"));

        foreach (var (name, content) in files)
        {
            Assert.Equal(content, await System.IO.File.ReadAllBytesAsync(folder.Combine("out", name), Token));
        }
    }
}

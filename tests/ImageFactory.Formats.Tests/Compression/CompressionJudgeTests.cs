using ImageFactory.Formats.Compression;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Compression;

public sealed class CompressionJudgeTests
{
    private static readonly byte[] Content = Samples.Text(3_000_000);

    [Theory]
    [InlineData(CompressionKind.Zstd, "zstd", ".zst")]
    [InlineData(CompressionKind.Xz, "xz", ".xz")]
    public async Task The_tool_finds_the_file_whole_and_gives_the_content_back(CompressionKind kind, string tool, string suffix)
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Combine("content" + suffix);
        await File.WriteAllBytesAsync(file, await Compressed.OfAsync(kind, Content), TestContext.Current.CancellationToken);

        await Tool.RunAsync(tool, "-q", "-t", file);
        await Tool.RunAsync(tool, "-q", "-d", file);

        Assert.Equal(Content, await File.ReadAllBytesAsync(directory.Combine("content"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(CompressionKind.Zstd, "zstd", ".zst", "-19")]
    [InlineData(CompressionKind.Xz, "xz", ".xz", "-9e")]
    [InlineData(CompressionKind.Gzip, "gzip", ".gz", "-9")]
    public async Task What_the_tool_made_is_read(CompressionKind kind, string tool, string suffix, string level)
    {
        var content = Samples.Text(200_000);
        using var directory = new TemporaryDirectory();
        var file = directory.Combine("content");
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);

        await Tool.RunAsync(tool, "-q", level, file);

        var compressed = await File.ReadAllBytesAsync(file + suffix, TestContext.Current.CancellationToken);
        Assert.Equal(content, await Compressed.OpenAsync(compressed, kind));
    }

    [Fact]
    public async Task Xz_says_that_blocks_are_fixed_and_checked_by_crc32()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Combine("content.xz");
        var options = new XzOptions { Preset = 0, BlockSize = 1024 * 1024, Threads = 2 };
        await File.WriteAllBytesAsync(file, await Compressed.XzAsync(Content, options), TestContext.Current.CancellationToken);

        var list = await Tool.RunAsync("xz", "--robot", "--list", file);

        // Columns: streams, blocks, compressed and uncompressed size, ratio, checks.
        var columns = list.Split('\n').Single(line => line.StartsWith("file\t", StringComparison.Ordinal)).Split('\t');
        Assert.Equal(["1", "3"], columns[1..3]);
        Assert.Equal("CRC32", columns[6]);
    }

    [Fact]
    public async Task Zstd_says_that_the_frame_has_a_checksum()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Combine("content.zst");
        await File.WriteAllBytesAsync(
            file, await Compressed.OfAsync(CompressionKind.Zstd, Content), TestContext.Current.CancellationToken);

        var list = await Tool.RunAsync("zstd", "-l", file);

        Assert.Contains("XXH64", list, StringComparison.Ordinal);
    }
}

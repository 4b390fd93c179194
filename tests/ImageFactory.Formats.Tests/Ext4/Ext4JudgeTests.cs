using System.Globalization;
using System.Text;
using ImageFactory.Formats.Ext4;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Ext4;

public sealed class Ext4JudgeTests
{
    private const long Mebibyte = 1 << 20;

    // One group, a last group of one block, several groups; names in one block of a directory and in several.
    [Theory]
    [InlineData(1 * Mebibyte, 0)]
    [InlineData(4 * Mebibyte, 100)]
    [InlineData((128 * Mebibyte) + 4096, 100)]
    [InlineData(1000 * Mebibyte, 5000)]
    public async Task E2fsck_finds_nothing_to_do(long size, int files)
    {
        using var directory = new TemporaryDirectory();
        var image = await WriteAsync(directory, Flat(files), size);

        await Tool.RunAsync("e2fsck", "-fn", image);
    }

    [Fact]
    public async Task Readers_find_every_content()
    {
        using var directory = new TemporaryDirectory();
        var image = await WriteAsync(directory, Flat(500), 64 * Mebibyte);

        Assert.Equal("content 499", await Tool.RunAsync("debugfs", "-R", "cat /blob/file-499", image));
        Assert.Equal("content 499", await Tool.RunAsync("grub-fstest", image, "cat", "(loop0)/blob/file-499"));
    }

    [Fact]
    public async Task A_file_of_more_extents_than_an_inode_holds_is_whole()
    {
        using var directory = new TemporaryDirectory();
        var content = new ExtentMapBuilder().AppendZeros(700 * Mebibyte).AppendBytes("end"u8.ToArray()).Build();
        var image = await WriteAsync(directory, new Ext4Tree([Ext4Entry.File("large", 0x1A4, content)]), 800 * Mebibyte);

        await Tool.RunAsync("e2fsck", "-fn", image);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3000)]
    public async Task The_smallest_size_holds_the_tree_and_one_block_less_does_not(int files)
    {
        using var directory = new TemporaryDirectory();
        var tree = Flat(files);
        var size = Ext4Layout.SmallestSize(tree);

        await Tool.RunAsync("e2fsck", "-fn", await WriteAsync(directory, tree, size));
        Assert.Throws<ArgumentException>(() => Ext4Layout.Create(tree, Options(size - 4096)));
    }

    private static Ext4Tree Flat(int files) => new(
    [
        Ext4Entry.Directory("blob", 0x1ED),
        Ext4Entry.Directory("manifests", 0x1ED),
        Ext4Entry.Directory("manifests/docker.io", 0x1ED),
        Ext4Entry.File("manifests/empty", 0x1A4, ExtentMap.Empty),
        .. Enumerable.Range(0, files).Select(index => Ext4Entry.File(
            string.Create(CultureInfo.InvariantCulture, $"blob/file-{index}"),
            0x1A4,
            ExtentMap.OfBytes(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"content {index}"))))),
    ]);

    private static Ext4Options Options(long size) => new()
    {
        Label = "IMAGECACHE",
        Uuid = Guid.Parse("3b5449bc-c21f-8009-8b51-18945967f8df"),
        HashSeed = Guid.Parse("3b5449bc-c21f-8009-8b51-18945967f8df"),
        Time = 0,
        Size = size,
    };

    private static Task<string> WriteAsync(TemporaryDirectory directory, Ext4Tree tree, long size) =>
        MapBytes.WriteAsync(Ext4Image.Map(Ext4Layout.Create(tree, Options(size))), directory.Combine("image"));
}

using ImageFactory.Formats.Ext4;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Ext4;

public sealed class Ext4ImageTests
{
    private const long Mebibyte = 1 << 20;

    [Fact]
    public void Contents_are_referenced_and_not_copied()
    {
        var blob = new MemoryBlobs().Add(new byte[3_000_001]);

        var map = Map([Ext4Entry.File("file", 0x1A4, blob)], 16 * Mebibyte);

        var extent = Assert.Single(map.Extents, extent => extent.Source is BlobSource);
        Assert.Equal(3_000_001, extent.Length);
        Assert.Equal(0, extent.Offset % 4096);
        Assert.InRange(map.Extents.Where(extent => extent.Source is InlineSource).Sum(extent => extent.Length), 1, 64 * 1024);
    }

    [Fact]
    public async Task The_same_tree_gives_the_same_bytes()
    {
        Ext4Entry[] entries = [Ext4Entry.Directory("a", 0x1ED), Ext4Entry.File("a/file", 0x1A4, ExtentMap.OfBytes("x"u8.ToArray()))];

        var (first, second) = (Map(entries, Mebibyte), Map(entries, Mebibyte));

        Assert.Equal(
            await ExtentMapHash.Sha256Async(first, new MemoryBlobs(), TestContext.Current.CancellationToken),
            await ExtentMapHash.Sha256Async(second, new MemoryBlobs(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("SEVENTEEN-LETTERS", 1 << 20)]
    [InlineData("ÜMLAUT", 1 << 20)]
    [InlineData("CACHE", 0)]
    [InlineData("CACHE", 4095)]
    [InlineData("CACHE", (8L << 40) + 4096)]
    [InlineData("CACHE", 8192)]
    public void A_label_or_a_size_that_cannot_be_is_refused(string label, long size) =>
        Assert.Throws<ArgumentException>(() => Ext4Layout.Create(new Ext4Tree([]), Options(size) with { Label = label }));

    [Fact]
    public void More_inodes_than_the_bitmaps_hold_are_refused()
    {
        var tree = new Ext4Tree(Enumerable.Range(0, 40_000).Select(index => Ext4Entry.File($"{index}", 0x1A4, ExtentMap.Empty)));

        Assert.Throws<ArgumentException>(() => Ext4Layout.Create(tree, Options(100 * Mebibyte)));
        Assert.True(Ext4Layout.SmallestSize(tree) > 128 * Mebibyte);
    }

    [Theory]
    [InlineData("lost+found")]
    [InlineData("missing/file")]
    [InlineData("../file")]
    [InlineData("/file")]
    [InlineData("a\uFFFDb")]
    public void A_path_that_cannot_be_is_refused(string path) =>
        Assert.Throws<ArgumentException>(() => new Ext4Tree([Ext4Entry.File(path, 0x1A4, ExtentMap.Empty)]));

    [Fact]
    public void A_name_of_256_bytes_is_refused() =>
        Assert.Throws<ArgumentException>(() => Ext4Entry.File(new string('ä', 128), 0x1A4, ExtentMap.Empty));

    private static ExtentMap Map(IEnumerable<Ext4Entry> entries, long size) => Ext4Image.Map(Ext4Layout.Create(new Ext4Tree(entries), Options(size)));

    private static Ext4Options Options(long size) => new()
    {
        Label = "CACHE",
        Uuid = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        HashSeed = new Guid("ffeeddcc-bbaa-9988-7766-554433221100"),
        Time = 0,
        Size = size,
    };
}

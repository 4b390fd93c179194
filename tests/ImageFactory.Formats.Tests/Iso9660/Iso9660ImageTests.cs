using System.Text;
using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Iso9660;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Iso9660;

public sealed class Iso9660ImageTests
{
    private const int Descriptor = 16 * 2048;
    private const int Root = 19 * 2048;

    private static readonly ExtentMap Partition = ExtentMap.OfZeros(1 << 20);

    [Theory]
    [InlineData(0x1BE, "0000010000121802")] // all of it: from cylinder 0, head 0, sector 1
    [InlineData(0x1C6, "0000000058120000")]
    [InlineData(0x1CE, "00000101EF3F2001")] // the partition: all of cylinder 1
    [InlineData(0x1D6, "0008000000080000")]
    [InlineData(0x1FE, "55AA")]
    [InlineData(Descriptor, "01434430303101")]
    [InlineData(Descriptor + 40, "54414C4F535F56315F31325F30202020")] // volume label
    [InlineData(Descriptor + 80, "96040000" + "00000496")] // blocks
    [InlineData(Descriptor + 120, "01000001010000010008" + "0800")]
    [InlineData(Descriptor + 132, "0A000000" + "0000000A")] // length of the path table
    [InlineData(Descriptor + 140, "1500000000000000" + "0000001600000000")] // path tables
    [InlineData(Descriptor + 156, "220013000000" + "00000013" + "0008000000000800" + "7706011522340002")] // root
    [InlineData(Descriptor + 813, "3230313930363031323133343532303000")] // creation
    [InlineData(Descriptor + 2048, "00434430303101454C20544F5249544F2053504543494649434154494F4E00")]
    [InlineData(Descriptor + 2048 + 71, "17000000")] // boot catalog
    [InlineData(Descriptor + 4096, "FF434430303101")]
    [InlineData(23 * 2048, "01EF")]
    [InlineData((23 * 2048) + 28, "AA6655AA8800000000000008" + "00020000")] // 2048 sectors at block 512
    public async Task Every_descriptor_has_its_fields(int offset, string expected)
    {
        var image = await MapBytes.ReadAsync(SampleIso.Map(new Iso9660Tree([], Partition)).Slice(0, 1 << 20));

        Assert.Equal(expected, Convert.ToHexString(image.AsSpan(offset, expected.Length / 2)));
    }

    [Fact]
    public async Task The_root_starts_with_itself_in_the_words_of_Rock_Ridge()
    {
        var image = await MapBytes.ReadAsync(SampleIso.Map(new Iso9660Tree([], Partition)).Slice(Root, 4096));

        // As xorriso 1.5.4 writes it.
        const string Expected =
            "84001300000000000013000800000000080077060115223400020000010000010100"
            + "53500701BEEF00"
            + "50582401ED410000000041ED010000000000000100000000000000000000000000000000"
            + "54461A010E770601152234007706011522340077060115223400"
            + "43451C011400000000000014000000000000000" + "0ED000000000000ED00";
        Assert.Equal(Expected[..^2], Convert.ToHexString(image.AsSpan(0, (Expected.Length - 2) / 2)));
        Assert.Equal("ER", Encoding.ASCII.GetString(image, 2048, 2));
    }

    [Fact]
    public async Task A_name_and_a_target_follow_the_plain_record()
    {
        var tree = new Iso9660Tree([Iso9660Entry.SymbolicLink("link", "loader.conf", SampleIso.Time)], Partition);
        var image = await MapBytes.ReadAsync(SampleIso.Map(tree).Slice(Root, 2048));

        var use = Convert.ToHexString(image);

        Assert.Contains("074C494E4B2E3B31" + "50582401FFA10000", use, StringComparison.Ordinal);
        Assert.Contains("4E4D0901006C696E6B" + "534C120100000B6C6F616465722E636F6E66", use, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_tables_list_directories_by_depth_in_both_byte_orders()
    {
        var directories = new[] { "loader", "EFI", "EFI/Linux", "EFI/BOOT" };
        var tree = new Iso9660Tree(directories.Select(SampleIso.Directory), Partition);

        // The root takes two blocks, every other directory one.
        var tables = await MapBytes.ReadAsync(SampleIso.Map(tree).Slice(Root + (6 * 2048), 4096));

        Assert.Equal(
            "01001300000001000000" + "0300150000000100" + "45464900" + "0600160000000100" + "4C4F41444552"
            + "0400170000000200" + "424F4F54" + "0500180000000200" + "4C494E555800",
            Convert.ToHexString(tables.AsSpan(0, 62)));
        Assert.Equal("01000000001300010000" + "0300000000150001" + "45464900", Convert.ToHexString(tables.AsSpan(2048, 22)));
    }

    [Fact]
    public async Task Contents_lie_where_the_layout_says()
    {
        var layout = Iso9660Layout.Create(SampleIso.Tree(), SampleIso.Options);
        var map = Iso9660Image.Map(layout);

        Assert.Equal(layout.Length, map.Length);
        Assert.Equal(0, layout.PartitionOffset % (1 << 20));
        Assert.Equal(6, layout.Placements.Count);
        foreach (var (entry, offset) in layout.Placements)
        {
            var expected = entry.PartitionOffset is { } inPartition
                ? layout.Tree.EfiSystemPartition.Slice(inPartition, entry.Length)
                : entry.Content;
            Assert.Equal(0, offset % Iso9660Layout.BlockSize);
            Assert.Equal(await MapBytes.ReadAsync(expected), await MapBytes.ReadAsync(map.Slice(offset, entry.Length)));
        }
    }

    [Fact]
    public void What_the_partition_holds_is_in_the_image_once()
    {
        var large = ExtentMap.OfBlob(Digest.OfBytes("a UKI"u8), 40 << 20);
        var tree = new Iso9660Tree(
            [Iso9660Entry.PartitionFile("uki.efi", SampleIso.FileMode, SampleIso.Time, 0, large.Length)], large);

        var map = SampleIso.Map(tree);

        Assert.Single(map.Extents, extent => extent.Source is BlobSource);
        Assert.True(map.Length < large.Length + (4 << 20));
    }

    [Fact]
    public async Task What_the_partition_holds_can_be_copied_for_readers_that_do_not_find_it_there()
    {
        var tree = SampleIso.Tree();
        var layout = Iso9660Layout.Create(tree, SampleIso.Options with { CopiesPartitionFiles = true });
        var map = Iso9660Image.Map(layout);

        foreach (var (entry, offset) in layout.Placements.Where(placement => placement.Entry.PartitionOffset is not null))
        {
            Assert.InRange(offset, 0, layout.PartitionOffset - entry.Length);
            Assert.Equal(
                await MapBytes.ReadAsync(tree.EfiSystemPartition.Slice(entry.PartitionOffset.GetValueOrDefault(), entry.Length)),
                await MapBytes.ReadAsync(map.Slice(offset, entry.Length)));
        }
    }

    [Fact]
    public void A_recipe_comes_back_equal()
    {
        var map = SampleIso.Map(SampleIso.Tree());

        using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(map));

        Assert.Equal(map, ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }

    [Fact]
    public void A_recipe_has_no_room_for_padding()
    {
        var map = SampleIso.Map(new Iso9660Tree([], Partition));

        Assert.InRange(ExtentMapDocument.ToBytes(map).Length, 1, 5 * 1024);
    }

    [Fact]
    public void The_same_input_gives_the_same_map() => Assert.Equal(SampleIso.Map(SampleIso.Tree()), SampleIso.Map(SampleIso.Tree()));
}

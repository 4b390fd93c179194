using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Fat;

public sealed class FatImageTests
{
    private static readonly FatTree Empty = new([]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100, 512, 1, "551142156955f6223fd92ebee9cf4ae5525d2f191b366ac9febf227703277bf6")]
    [InlineData(1101, 512, 8, "9c8faa8b2c5faac68bafb6feb0536a9535ec403442956ffccf5eb39c6d2aac77")]
    [InlineData(2101, 512, 8, "b4cf795b66724f32bc4747c318fe2c11321579f7ae9e01ef0b0c7b1179265b13")]
    [InlineData(100, 4096, 1, "75c935c3234f72c6c87db7bf89910380881bffdb17cd70673d065d15b89b5078")]
    [InlineData(1101, 4096, 1, "da53463b808d0b9411b711fa6e91ddcf5e7511d625029c985644d275144d55ef")]
    [InlineData(2101, 4096, 8, "1edcadef27eaa88defcfb0a31cfc27638dba0198fae468ad4432ea20c292dd53")]
    public async Task An_empty_image_is_what_mkfs_makes(long mebibytes, int sectorSize, int sectorsPerCluster, string sha256)
    {
        var options = SampleFat.Options(mebibytes, sectorSize, sectorsPerCluster);
        await using var image = new ExtentStream(SampleFat.Map(Empty, options), new MemoryBlobs());

        var digest = await SHA256.HashDataAsync(image, Cancellation);

        Assert.Equal(sha256, Convert.ToHexStringLower(digest));
        Assert.Equal(sectorsPerCluster, FatOptions.UsualSectorsPerCluster(options.Size, sectorSize));
    }

    [Theory]
    [InlineData(260 << 10, 512, 1)]
    [InlineData((260 << 10) + 1, 512, 8)]
    [InlineData(8 << 20, 512, 8)]
    [InlineData((8 << 20) + 1, 512, 16)]
    [InlineData((16 << 20) + 1, 512, 32)]
    [InlineData((32 << 20) + 1, 512, 64)]
    [InlineData(2080 << 10, 4096, 1)]
    [InlineData(2081 << 10, 4096, 8)]
    public void Clusters_grow_where_those_of_mkfs_do(long kibibytes, int sectorSize, int expected) =>
        Assert.Equal(expected, FatOptions.UsualSectorsPerCluster(kibibytes << 10, sectorSize));

    [Theory]
    [InlineData(0x03, "6D6B66732E666174")] // OEM name
    [InlineData(0x0B, "0002")] // bytes per sector
    [InlineData(0x0D, "01")] // sectors per cluster
    [InlineData(0x0E, "2000")] // reserved sectors
    [InlineData(0x10, "02")] // tables
    [InlineData(0x15, "F8")] // media
    [InlineData(0x2C, "02000000")] // root cluster
    [InlineData(0x30, "01000600")] // FSInfo and backup
    [InlineData(0x43, "CDAB3412")] // serial
    [InlineData(0x47, "4546492020202020202020")] // label
    [InlineData(0x1FE, "55AA")]
    [InlineData(0x200, "52526141")]
    [InlineData(0x3E4, "72724161")]
    [InlineData(0x4000, "F8FFFF0FFFFFFF0FF8FFFF0F")] // first entries of the table
    public async Task Boot_sector_and_table_have_their_fields(int offset, string expected)
    {
        var image = await HeadAsync(SampleFat.Map(Empty, SampleFat.Options()), 32 * 1024);

        Assert.Equal(expected, Convert.ToHexString(image.AsSpan(offset, expected.Length / 2)));
    }

    [Theory]
    [InlineData("BOOTX64.EFI", "424F4F5458363420454649", 0)]
    [InlineData("BOOTX64.efi", "424F4F5458363420454649", 0x10)]
    [InlineData("loader", "4C4F414445522020202020", 0x08)]
    public async Task An_8_3_name_takes_one_entry_and_keeps_its_case(string name, string expected, byte caseFlags)
    {
        var entry = name.Contains('.', StringComparison.Ordinal)
            ? SampleFat.File(name, "x")
            : FatEntry.Directory(name, SampleFat.Time);
        var options = SampleFat.Options();
        var map = SampleFat.Map(new FatTree([entry]), options);

        var root = await RootAsync(map);

        Assert.StartsWith(expected, Convert.ToHexString(root.AsSpan(32)), StringComparison.Ordinal);
        Assert.Equal(caseFlags, root[32 + 12]);
    }

    [Fact]
    public async Task A_long_name_is_written_backwards_before_its_short_one()
    {
        var root = await RootAsync(SampleFat.Map(new FatTree([SampleFat.File("random-seed", "hi\n")]), SampleFat.Options()));

        Assert.Equal("4172" + "0061006E0064006F000F00DF6D00" + "2D007300650065006400" + "00000000FFFF", Convert.ToHexString(root.AsSpan(32, 32)));
        Assert.Equal("52414E444F4D7E31202020" + "00", Convert.ToHexString(root.AsSpan(64, 12)));
    }

    [Fact]
    public async Task Times_are_kept_to_two_seconds()
    {
        var root = await RootAsync(SampleFat.Map(new FatTree([SampleFat.File("A", "x")]), SampleFat.Options()));

        // 2019-06-01 21:34:52
        Assert.Equal("5AAC" + "C14E" + "C14E" + "0000" + "5AAC" + "C14E", Convert.ToHexString(root.AsSpan(32 + 14, 12)));
    }

    [Theory]
    [InlineData(512, 1)]
    [InlineData(512, 2)]
    [InlineData(4096, 1)]
    public void Every_file_starts_where_it_was_asked_to(int sectorSize, int sectorsPerCluster)
    {
        var options = SampleFat.Options(100, sectorSize, sectorsPerCluster) with { ContentAlignment = 16 * 1024 };

        var layout = FatLayout.Create(SampleFat.Esp(), options);

        var files = layout.Placements.Where(placement => placement.Entry.Content is { Length: > 0 }).ToList();
        Assert.Equal(8, files.Count);
        Assert.All(files, file => Assert.Equal(0, file.Offset % options.ContentAlignment));
    }

    [Fact]
    public async Task The_content_of_a_file_is_in_one_piece_at_its_offset()
    {
        var layout = FatLayout.Create(SampleFat.Esp(), SampleFat.Options() with { ContentAlignment = 2048 });
        var map = FatImage.Map(layout);

        foreach (var placement in layout.Placements.Where(placement => placement.Entry.Content is { Length: > 0 }))
        {
            var content = placement.Entry.Content!;
            Assert.Equal(await MapBytes.ReadAsync(content), await MapBytes.ReadAsync(map.Slice(placement.Offset, content.Length)));
        }
    }

    [Fact]
    public void A_recipe_comes_back_equal()
    {
        var map = SampleFat.Map(SampleFat.Esp(), SampleFat.Options());

        using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(map));

        Assert.Equal(map, ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }

    [Fact]
    public async Task A_table_reads_the_same_in_any_pieces()
    {
        var map = SampleFat.Map(SampleFat.Esp(), SampleFat.Options()).Slice(16 * 1024, 32 * 1024);
        var whole = await MapBytes.ReadAsync(map);
        await using var reader = new ExtentReader(map, new MemoryBlobs());
        var pieces = new byte[whole.Length];

        for (var offset = 0; offset < pieces.Length; offset += 13)
        {
            await reader.ReadExactlyAsync(offset, pieces.AsMemory(offset, Math.Min(13, pieces.Length - offset)), Cancellation);
        }

        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void A_large_image_is_composed_without_being_computed()
    {
        var content = ExtentMap.OfZeros(uint.MaxValue);
        var tree = new FatTree([FatEntry.File("A", SampleFat.Time, content), FatEntry.File("B", SampleFat.Time, content)]);
        var start = Stopwatch.StartNew();

        var map = SampleFat.Map(tree, SampleFat.Options(10 * 1024, 512, 16));

        Assert.Equal(10L << 30, map.Length);
        Assert.True(ExtentMapDocument.ToBytes(map).Length < 16 * 1024, "The recipe is large.");
        Assert.True(start.Elapsed < TimeSpan.FromSeconds(1), $"It took {start.Elapsed}.");
    }

    private static async Task<byte[]> RootAsync(ExtentMap map)
    {
        var head = await HeadAsync(map, 0x40);
        var tableSectors = BitConverter.ToInt32(head, 36);
        return await MapBytes.ReadAsync(map.Slice((32 + (2L * tableSectors)) * 512, 512));
    }

    private static Task<byte[]> HeadAsync(ExtentMap map, int length) => MapBytes.ReadAsync(map.Slice(0, length));
}

using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Xfs;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Xfs;

public sealed class XfsImageTests
{
    private const string Uuid = "24C73076409285DD9D98686A2DBF6D81";

    // 2000 MiB in four groups of 128000 blocks; a directory, a file in it and an empty one.
    private static ExtentMap Sample { get; } = SampleXfs.Map(
        new XfsTree(
        [
            XfsEntry.Directory("grub", 0x1C0, SampleXfs.Time),
            XfsEntry.File("grub/grub.cfg", 0x180, SampleXfs.Time, ExtentMap.OfBytes("set timeout=3\n"u8.ToArray())),
            SampleXfs.File("a", string.Empty),
        ]),
        SampleXfs.Options(2000));

    [Theory]
    [InlineData(0x00, "58465342" + "00001000" + "000000000007D000")] // magic, block size, blocks
    [InlineData(0x20, Uuid)]
    [InlineData(0x30, "0000000000040004")] // the log: group 2, block 4
    [InlineData(0x38, "0000000000000040" + "0000000000000041" + "0000000000000042")] // root and real-time inodes
    [InlineData(0x50, "00000001" + "0001F400" + "00000004" + "00000000" + "00004000")] // groups, log blocks
    [InlineData(0x64, "B4A5" + "0200" + "0200" + "0008")] // version, sector, inode, inodes in a block
    [InlineData(0x6C, "424F4F540000000000000000")] // label
    [InlineData(0x78, "0C" + "09" + "09" + "03" + "11")] // the same sizes as powers of two
    [InlineData(0x7E, "00" + "19")] // complete, 25% inodes
    [InlineData(0x80, "0000000000000040" + "000000000000003A" + "0000000000078FE7")] // inodes, free inodes, free blocks
    [InlineData(0xB4, "00000004")] // alignment of inodes
    [InlineData(0xC8, "0000018A" + "0000018A")]
    [InlineData(0xD0, "00000000" + "00000000" + "00000001" + "00000000")] // compatible, read-only, incompatible: ftype, log
    [InlineData(0xF0, "0000000000000000")] // log sequence number
    public Task Superblock_has_its_fields(int offset, string expected) => AssertBytesAsync(offset, expected);

    [Theory]
    [InlineData(0x200, "58414746" + "00000001" + "00000000" + "0001F400")]
    [InlineData(0x210, "00000001" + "00000002" + "00000000" + "00000001" + "00000001" + "00000000")] // roots and levels
    [InlineData(0x228, "00000001" + "00000004" + "00000004")] // free list
    [InlineData(0x234, "0001F3EF" + "0001F3EF" + "00000000")] // free, longest run
    [InlineData(0x400, "58414749" + "00000001" + "00000000" + "0001F400" + "00000040" + "00000003" + "00000001" + "0000003A" + "00000040")]
    [InlineData(0x600, "5841464C" + "00000000" + Uuid)]
    [InlineData(0x624, "FFFFFFFF" + "00000004" + "00000005" + "00000006" + "00000007" + "FFFFFFFF")]
    [InlineData(0x1000, "41423342" + "0000" + "0001" + "FFFFFFFF" + "FFFFFFFF" + "0000000000000008" + "0000000000000000" + Uuid)]
    [InlineData(0x1038, "00000011" + "0001F3EF")] // one run is free, behind the file
    [InlineData(0x2000, "41423343" + "0000" + "0001")]
    [InlineData(0x2038, "00000011" + "0001F3EF")]
    [InlineData(0x3000, "49414233" + "0000" + "0001")]
    [InlineData(0x3038, "00000040" + "0000003A" + "FFFFFFFFFFFFFFC0")] // one chunk, six inodes used
    public Task First_group_has_its_headers_and_indexes(int offset, string expected) => AssertBytesAsync(offset, expected);

    [Theory]
    [InlineData(0x8000, "494E" + "41ED" + "03" + "01")] // inode 64: a directory inside its inode
    [InlineData(0x8010, "00000003")] // links
    [InlineData(0x8020, "5CF2EF7C00000000" + "5CF2EF7C00000000" + "5CF2EF7C00000000")] // three times
    [InlineData(0x8090, "5CF2EF7C00000000" + "0000000000000040" + Uuid)]
    [InlineData(0x80B0, "02" + "00" + "00000040" + "04" + "0060" + "67727562" + "02" + "00000043" + "01" + "0070" + "61" + "01" + "00000045")]
    [InlineData(0x8600, "494E" + "41C0" + "03" + "01")] // inode 67: grub
    [InlineData(0x8800, "494E" + "8180" + "03" + "02")] // inode 68: grub/grub.cfg
    [InlineData(0x8838, "000000000000000E" + "0000000000000001" + "00000000" + "00000001")] // length, blocks, extents
    [InlineData(0x88B0, "0000000000000000" + "0000000002000001")] // block 16, one of them
    [InlineData(0x8A00, "494E" + "81A4" + "03" + "02")] // inode 69: a
    [InlineData(0x8A38, "0000000000000000" + "0000000000000000" + "00000000" + "00000000")]
    [InlineData(0x8C00, "494E" + "0000" + "03" + "00")] // inode 70: free
    [InlineData(0x10000, "7365742074696D656F75743D330A00")] // the content of the file
    public Task Inodes_have_their_fields(int offset, string expected) => AssertBytesAsync(offset, expected);

    [Theory]
    [InlineData(0x3E804000, "FEEDBABE" + "00000001" + "00000002" + "00000200" + "0000000100000000" + "0000000100000000")]
    [InlineData(0x3E804024, "FFFFFFFF" + "00000001" + "B0C0D0D0")]
    [InlineData(0x3E80412C, "00000001" + Uuid + "00008000")]
    [InlineData(0x3E804200, "00000001" + "00000008" + "AA20" + "0000" + "6E55")] // unmounted
    [InlineData(0x3E804400, "0000000000000000")]
    public Task Log_has_an_unmount_record(int offset, string expected) => AssertBytesAsync(offset, expected);

    [Theory]
    [InlineData(0x1F400000)]
    [InlineData(0x3E800000)]
    [InlineData(0x5DC00000)]
    public async Task Every_group_has_a_copy_of_the_superblock_that_says_so(int offset)
    {
        var first = await MapBytes.ReadAsync(Sample.Slice(0, 0xE0));
        first[0x7E] = 1;

        Assert.Equal(first, await MapBytes.ReadAsync(Sample.Slice(offset, 0xE0)));
    }

    [Fact]
    public void A_recipe_comes_back_equal()
    {
        using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(Sample));

        Assert.Equal(Sample, ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }

    [Fact]
    public void A_large_image_costs_no_more_than_a_small_one()
    {
        var content = ExtentMap.OfZeros(100L << 30);
        var tree = new XfsTree([SampleXfs.File("a", content)]);

        var map = SampleXfs.Map(tree, SampleXfs.Options(128 << 10));

        Assert.Equal(128L << 30, map.Length);
        Assert.True(ExtentMapDocument.ToBytes(map).Length < 20 * 1024, "The recipe is large.");
    }

    [Fact]
    public void The_same_input_gives_the_same_map() =>
        Assert.Equal(SampleXfs.Map(SampleXfs.Boot(), SampleXfs.Options()), SampleXfs.Map(SampleXfs.Boot(), SampleXfs.Options()));

    private static async Task AssertBytesAsync(int offset, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(await MapBytes.ReadAsync(Sample.Slice(offset, expected.Length / 2))));
}

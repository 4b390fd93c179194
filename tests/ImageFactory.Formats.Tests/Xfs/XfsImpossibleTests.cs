using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Xfs;

namespace ImageFactory.Formats.Tests.Xfs;

public sealed class XfsImpossibleTests
{
    private static readonly XfsTree Empty = new([]);

    [Theory]
    [InlineData("")]
    [InlineData("/root")]
    [InlineData("../up")]
    [InlineData("a//b")]
    [InlineData("nul\0")]
    [InlineData("half\uD800")]
    public void A_name_that_XFS_cannot_keep_is_refused(string name) => Assert.Throws<ArgumentException>(() => SampleXfs.Directory(name));

    [Fact]
    public void Names_have_at_most_255_bytes()
    {
        SampleXfs.Directory(new string('x', 255));

        Assert.Throws<ArgumentException>(() => SampleXfs.Directory(new string('ö', 128)));
    }

    [Theory]
    [InlineData(int.MinValue - 1L)]
    [InlineData(int.MaxValue + 1L)]
    public void A_time_that_XFS_cannot_keep_is_refused(long time)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => XfsEntry.Directory("a", 0x1ED, time));
        Assert.Throws<ArgumentOutOfRangeException>(() => XfsLayout.Create(Empty, SampleXfs.Options() with { RootTime = time }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0x1000)]
    public void Permissions_that_are_none_are_refused(int permissions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => XfsEntry.Directory("a", permissions, SampleXfs.Time));

    [Fact]
    public void A_file_without_its_directory_is_refused() =>
        Assert.Throws<ArgumentException>(() => new XfsTree([SampleXfs.File("A/x", "x")]));

    [Fact]
    public void A_path_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => new XfsTree([SampleXfs.File("x", "1"), SampleXfs.File("x", "2")]));

    [Theory]
    [InlineData("")]
    [InlineData("THIRTEEN-CHAR")]
    [InlineData("two words")]
    [InlineData("größe")]
    public void A_label_that_is_none_is_refused(string label) =>
        Assert.Throws<ArgumentException>(() => XfsLayout.Create(Empty, SampleXfs.Options() with { Label = label }));

    [Fact]
    public void No_UUID_is_refused() =>
        Assert.Throws<ArgumentException>(() => XfsLayout.Create(Empty, SampleXfs.Options() with { Uuid = Guid.Empty }));

    [Theory]
    [InlineData(300L << 20, 1024)]
    [InlineData((300L << 20) - 4096, 512)]
    [InlineData((300L << 20) + 512, 512)]
    [InlineData((128L << 30) + 4096, 512)]
    [InlineData(0, 512)]
    [InlineData(-1, 512)]
    public void Sizes_that_are_not_possible_are_refused(long size, int sectorSize)
    {
        var options = SampleXfs.Options(300, sectorSize) with { Size = size };

        Assert.Throws<ArgumentException>(() => XfsLayout.Create(Empty, options));
    }

    // 76800 blocks, of which 8 in each group, 16384 of the log and 8 of inodes are taken; with sectors of 4096 bytes 11 in each
    // group, and one is lost to the alignment of the inodes.
    [Theory]
    [InlineData(512, 76800 - 32 - 16384 - 8)]
    [InlineData(4096, 76800 - 44 - 16384 - 8 - 1)]
    public void What_does_not_fit_is_refused(int sectorSize, int blocks)
    {
        var options = SampleXfs.Options(300, sectorSize);
        XfsLayout.Create(Filled(blocks), options);

        Assert.Throws<ArgumentException>(() => XfsLayout.Create(Filled(blocks + 1), options));
    }

    [Fact]
    public void A_directory_of_more_than_a_block_is_refused()
    {
        XfsLayout.Create(SampleXfs.Flat(124), SampleXfs.Options());

        Assert.Throws<ArgumentException>(() => XfsLayout.Create(SampleXfs.Flat(125), SampleXfs.Options()));
    }

    [Fact]
    public void More_inodes_than_a_block_lists_are_refused()
    {
        var failure = Assert.Throws<ArgumentException>(() => XfsLayout.Create(SampleXfs.Flat(16_126), SampleXfs.Options()));

        Assert.Contains("more chunks of inodes than the 252", failure.Message, StringComparison.Ordinal);
    }

    private static XfsTree Filled(long blocks) => new([SampleXfs.File("a", ExtentMap.OfZeros(blocks * 4096))]);
}

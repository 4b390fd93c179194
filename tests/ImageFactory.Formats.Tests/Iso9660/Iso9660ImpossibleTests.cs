using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Iso9660;

namespace ImageFactory.Formats.Tests.Iso9660;

public sealed class Iso9660ImpossibleTests
{
    private static readonly ExtentMap Partition = ExtentMap.OfZeros(1 << 20);

    [Theory]
    [InlineData("")]
    [InlineData("/absolute")]
    [InlineData("a/../b")]
    [InlineData("zero\0")]
    public void A_path_that_leads_elsewhere_is_refused(string path) =>
        Assert.Throws<ArgumentException>(() => SampleIso.Directory(path));

    [Fact]
    public void A_name_of_more_than_255_bytes_is_refused() =>
        Assert.Throws<ArgumentException>(() => SampleIso.Directory(new string('x', 254) + "ä"));

    [Theory]
    [InlineData(-1)]
    [InlineData(5_869_584_000)]
    public void A_time_that_ISO_9660_cannot_keep_is_refused(long time) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Iso9660Entry.Directory("a", SampleIso.DirectoryMode, time));

    [Theory]
    [InlineData("")]
    [InlineData("zero\0")]
    public void A_target_that_is_none_is_refused(string target) =>
        Assert.Throws<ArgumentException>(() => Iso9660Entry.SymbolicLink("a", target, SampleIso.Time));

    [Fact]
    public void A_target_that_is_too_long_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => Iso9660Entry.SymbolicLink("a", string.Join('/', Enumerable.Repeat("name", 300)), SampleIso.Time));

    [Fact]
    public void A_file_cannot_start_between_blocks_of_the_partition() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Iso9660Entry.PartitionFile("a", SampleIso.FileMode, SampleIso.Time, 512, 1));

    [Theory]
    [InlineData(0, (1 << 20) + 1)]
    [InlineData(1 << 20, 1)]
    [InlineData(2048, long.MaxValue)]
    public void A_file_cannot_show_what_is_not_in_the_partition(long offset, long length)
    {
        var entry = Iso9660Entry.PartitionFile("a", SampleIso.FileMode, SampleIso.Time, offset, length);

        Assert.Throws<ArgumentException>(() => new Iso9660Tree([entry], Partition));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2047)]
    public void A_partition_has_whole_blocks(long length) =>
        Assert.Throws<ArgumentException>(() => new Iso9660Tree([], ExtentMap.OfZeros(length)));

    [Fact]
    public void The_boot_catalog_is_not_a_name_for_a_file() =>
        Assert.Throws<ArgumentException>(() => new Iso9660Tree([SampleIso.File("boot.catalog", ExtentMap.Empty)], Partition));

    [Fact]
    public void A_file_without_its_directory_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Iso9660Tree([SampleIso.File("EFI/x", ExtentMap.Empty)], Partition));

    [Theory]
    [InlineData("talos", "set")]
    [InlineData("TALOS_1234567890_1234567890_12345", "set")]
    [InlineData("TALOS", "größe")]
    public void Names_that_a_descriptor_cannot_keep_are_refused(string volume, string set)
    {
        var options = SampleIso.Options with { VolumeId = volume, VolumeSetId = set };

        Assert.Throws<ArgumentException>(() => Iso9660Layout.Create(new Iso9660Tree([], Partition), options));
    }

    [Fact]
    public void An_image_of_more_than_2_TiB_is_refused()
    {
        var tree = new Iso9660Tree([SampleIso.File("a", ExtentMap.OfZeros(3L << 40))], Partition);

        Assert.Throws<ArgumentException>(() => Iso9660Layout.Create(tree, SampleIso.Options));
    }
}

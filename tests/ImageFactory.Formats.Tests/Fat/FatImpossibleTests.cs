using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;

namespace ImageFactory.Formats.Tests.Fat;

public sealed class FatImpossibleTests
{
    [Theory]
    [InlineData("a:b")]
    [InlineData("a\\b")]
    [InlineData("dot.")]
    [InlineData("space ")]
    [InlineData(" space")]
    [InlineData("tab\t")]
    [InlineData("half\uD800")]
    [InlineData("../up")]
    [InlineData("")]
    public void A_name_that_FAT_cannot_keep_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => FatEntry.Directory(name, SampleFat.Time));

    [Fact]
    public void Names_have_at_most_255_characters() =>
        Assert.Throws<ArgumentException>(() => FatEntry.Directory(new string('x', 256), SampleFat.Time));

    [Theory]
    [InlineData(315_532_799)]
    [InlineData(4_354_819_200)]
    public void A_time_that_FAT_cannot_keep_is_refused(long time) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FatEntry.Directory("a", time));

    [Fact]
    public void A_file_of_4_GiB_is_refused() =>
        Assert.Throws<ArgumentException>(() => FatEntry.File("a", SampleFat.Time, ExtentMap.OfZeros(1L << 32)));

    [Fact]
    public void Names_that_differ_only_in_case_are_refused() =>
        Assert.Throws<ArgumentException>(() => new FatTree([SampleFat.File("Readme", "x"), SampleFat.File("README", "y")]));

    [Fact]
    public void A_file_without_its_directory_is_refused() =>
        Assert.Throws<ArgumentException>(() => new FatTree([SampleFat.File("EFI/x", "x")]));

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var tree = new FatTree([FatEntry.File("A", SampleFat.Time, ExtentMap.OfZeros(64 << 20))]);

        Assert.Throws<ArgumentException>(() => FatLayout.Create(tree, SampleFat.Options()));
    }

    [Theory]
    [InlineData("efi")]
    [InlineData("")]
    [InlineData("TWELVE-CHARS")]
    public void A_label_that_FAT_cannot_keep_is_refused(string label) =>
        Assert.Throws<ArgumentException>(() => FatLayout.Create(new FatTree([]), SampleFat.Options() with { Label = label }));

    [Theory]
    [InlineData(0, 512, 1, 1)]
    [InlineData(64, 1024, 1, 1)]
    [InlineData(64, 512, 3, 1)]
    [InlineData(64, 4096, 32, 1)]
    [InlineData(64, 512, 1, 3000)]
    [InlineData(3L << 20, 512, 1, 1)]
    public void Options_that_contradict_each_other_are_refused(long mebibytes, int sectorSize, int sectorsPerCluster, int alignment)
    {
        var options = SampleFat.Options(mebibytes, sectorSize, sectorsPerCluster) with { ContentAlignment = alignment };

        Assert.Throws<ArgumentException>(() => FatLayout.Create(new FatTree([]), options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("02000000")]
    [InlineData("0100000001000000")]
    [InlineData("0200000000000000")]
    [InlineData("02000000FFFFFFFF")]
    [InlineData("02000000020000000300000001000000")]
    public void A_record_that_is_no_table_is_refused(string record)
    {
        var bytes = Convert.ToBase64String(Convert.FromHexString(record));
        using var document = JsonDocument.Parse(
            $$"""{"blobs":[],"extents":[["computed","fat32.table.v1","{{bytes}}",0,4]]}""");

        Assert.Throws<InvalidDataException>(() => ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }
}

using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Formats.Tests.Disks;

namespace ImageFactory.Formats.Tests.Tar;

public sealed class SparseTarTests
{
    private static readonly TarEntry File = new()
    {
        Path = "disk.raw",
        Type = TarEntryType.File,
        Mode = 0b110_100_100,
        ModificationTime = SampleRaw.Time,
    };

    [Fact]
    public void A_recipe_comes_back_equal()
    {
        var map = SparseTarImage.Map(new TarMember(File, SampleRaw.Of("scattered").Map));

        using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(map));

        Assert.Equal(map, ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }

    [Fact]
    public void A_file_that_is_not_of_whole_blocks_is_refused() =>
        Assert.Throws<ArgumentException>(() => SparseTarImage.Map(new TarMember(File, ExtentMap.OfZeros(1000))));

    [Theory]
    [InlineData("")]
    [InlineData("größe")]
    [InlineData("x23456789.123456789.123456789.123456789.123456789.123456789.123456789.123456789.123456789.123456789.1")]
    public void A_path_that_does_not_fit_is_refused(string path) =>
        Assert.Throws<ArgumentException>(() => SparseTarImage.Map(new TarMember(File with { Path = path }, ExtentMap.Empty)));

    [Fact]
    public void What_is_no_file_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => SparseTarImage.Map(new TarMember(File with { Type = TarEntryType.Directory }, ExtentMap.Empty)));
}

using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Formats.Vhd;

namespace ImageFactory.Formats.Tests.Vhd;

public sealed class VhdImageTests
{
    private static VhdOptions Options => new() { UniqueId = new Guid("00112233-4455-6677-8899-aabbccddeeff"), Time = SampleRaw.Time };

    [Fact]
    public void The_disk_is_referenced_and_a_sector_longer()
    {
        var disk = ExtentMap.OfBlob(Digest.OfBytes("disk"u8), 8L << 30);

        var map = VhdImage.Map(disk, Options);

        Assert.Equal(disk.Length + 512, map.Length);
        Assert.Equal(disk, map.Slice(0, disk.Length));
        using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(map));
        Assert.Equal(map, ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData((2040L << 30) + 512)]
    public void A_length_that_is_not_of_whole_sectors_or_too_large_is_refused(long length) =>
        Assert.Throws<ArgumentException>(() => VhdImage.Map(ExtentMap.OfZeros(length), Options));

    [Theory]
    [InlineData(946684799)]
    [InlineData(946684800L + (1L << 32))]
    [InlineData(long.MinValue)]
    public void A_time_that_a_footer_cannot_keep_is_refused(long time) =>
        Assert.Throws<ArgumentException>(() => VhdImage.Map(ExtentMap.OfZeros(512), Options with { Time = time }));
}

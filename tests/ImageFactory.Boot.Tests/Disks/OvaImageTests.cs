using System.Text.Json;
using ImageFactory.Boot.Disks;
using ImageFactory.Formats;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Tests.Disks;

public sealed class OvaImageTests
{
    private static readonly ExtentMap Vmdk = ExtentMap.OfBlob(Digest.OfBytes("vmdk"u8), 9L << 30);
    private static readonly Digest VmdkDigest = Digest.OfBytes("content"u8);

    private static OvaOptions Options => new() { DiskSize = 2_355_101_696, Time = SampleDisk.Time };

    [Fact]
    public void The_disk_is_referenced()
    {
        var map = OvaImage.Map(Options, Vmdk, VmdkDigest);

        Assert.Contains(map.Extents, extent => extent.Source == Vmdk.Extents[0].Source && extent.Length == Vmdk.Length);
        using var document = JsonDocument.Parse(ExtentMapDocument.ToBytes(map));
        Assert.Equal(map, ExtentMapDocument.Read(document.RootElement, FormatContents.All));
    }

    [Fact]
    public void The_same_disk_gives_the_same_appliance() =>
        Assert.Equal(OvaImage.Map(Options, Vmdk, VmdkDigest), OvaImage.Map(Options, Vmdk, VmdkDigest));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) + 512)]
    public void A_disk_that_is_not_of_whole_mebibytes_is_refused(long size) =>
        Assert.Throws<ArgumentException>(() => OvaImage.Map(Options with { DiskSize = size }, Vmdk, VmdkDigest));

    [Fact]
    public void Another_digest_than_SHA256_is_refused()
    {
        var digest = Digest.Parse("sha512:" + new string('0', 128));

        Assert.Throws<ArgumentException>(() => OvaImage.Map(Options, Vmdk, digest));
    }
}

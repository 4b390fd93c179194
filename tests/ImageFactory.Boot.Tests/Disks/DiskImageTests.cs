using System.Text;
using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Meta;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Gpt;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Disks;

public sealed class DiskImageTests
{
    private static readonly Digest Uki = Digest.OfBytes("uki"u8);
    private static readonly Digest Xfs = Digest.OfBytes("xfs"u8);

    [Theory]
    [InlineData("dual 1.11", "boot.img", "core.img", "XFSB")]
    [InlineData("grub 1.8", "boot.img", "core.img", "XFSB")]
    public async Task GRUB_has_its_places(string disk, string code, string core, string boot)
    {
        var options = SampleDisk.Options(disk);
        var layout = DiskLayout.Create(options);

        var map = DiskImage.Map(layout, SampleDisk.Contents(options));

        Assert.Equal(code, await TextAsync(map, 0, code.Length));
        Assert.Equal(core, await TextAsync(map, layout.Bios!.Offset, core.Length));
        Assert.Equal(boot, await TextAsync(map, layout.Boot!.Offset, boot.Length));
    }

    [Fact]
    public async Task META_has_the_values()
    {
        var options = SampleDisk.Options("dual 1.11");
        var layout = DiskLayout.Create(options);

        var meta = await MapBytes.ReadAsync(
            DiskImage.Map(layout, SampleDisk.Contents(options)).Slice(layout.Meta.Offset, layout.Meta.Length));

        Assert.Equal(["0xa=foo"], MetaPartition.Read(meta).Select(value => value.ToString()));
    }

    [Fact]
    public async Task Firmware_lies_in_front_of_the_moved_entries()
    {
        var options = SampleDisk.Options("rockchip");
        var contents = SampleDisk.Contents(options) with { Firmware = [new GptRegion(32768, ExtentMap.OfBytes("u-boot"u8.ToArray()))] };

        var map = DiskImage.Map(DiskLayout.Create(options), contents);

        Assert.Equal("u-boot", await TextAsync(map, 32768, 6));
    }

    [Fact]
    public void GRUBs_contents_come_with_GRUB_only()
    {
        var dual = SampleDisk.Options("dual 1.11");
        var sdBoot = SampleDisk.Options("sd-boot 1.11");

        Assert.Throws<ArgumentException>(() => DiskImage.Map(DiskLayout.Create(dual), SampleDisk.Contents(sdBoot)));
        Assert.Throws<ArgumentException>(() => DiskImage.Map(DiskLayout.Create(sdBoot), SampleDisk.Contents(dual)));
    }

    [Fact]
    public void A_BOOT_that_is_too_long_is_refused()
    {
        var options = SampleDisk.Options("grub 1.8");
        var contents = SampleDisk.Contents(options);
        var tooLong = contents.Grub! with { Boot = ExtentMap.OfZeros((1000L << 20) + 1) };

        Assert.Throws<ArgumentException>(() => DiskImage.Map(DiskLayout.Create(options), contents with { Grub = tooLong }));
    }

    [Fact]
    public void A_UKI_that_is_too_long_is_refused()
    {
        var options = SampleDisk.Options("sd-boot 1.10");
        var contents = SampleDisk.Contents(options) with { Efi = SampleDisk.Esp(ExtentMap.OfZeros(1101L << 20)) };

        Assert.Throws<ArgumentException>(() => DiskImage.Map(DiskLayout.Create(options), contents));
    }

    [Fact]
    public void A_large_image_is_a_small_recipe()
    {
        var map = LargeImage();

        Assert.Equal(13884194816, map.Length);
        Assert.InRange(ExtentMapDocument.ToBytes(map).Length, 1, 8 * 1024);
        Assert.Single(map.Extents, extent => extent.Source is BlobSource blob && blob.Blob == Uki);
    }

    [Fact]
    public async Task Reading_a_range_touches_that_range_only()
    {
        var map = LargeImage();
        var uki = map.Extents.Single(extent => extent.Source is BlobSource blob && blob.Blob == Uki);
        var blobs = new RecordingBlobs();
        await using var reader = new ExtentReader(map, blobs);

        await reader.ReadExactlyAsync(uki.Offset + 50_000_000, new byte[4096], TestContext.Current.CancellationToken);
        await reader.ReadExactlyAsync(map.Length - 4096, new byte[4096], TestContext.Current.CancellationToken);

        Assert.Equal([(Uki, 50_000_000, 4096)], blobs.Reads);
    }

    private static ExtentMap LargeImage()
    {
        var options = SampleDisk.Options("exoscale");
        var contents = SampleDisk.Contents(options);
        return DiskImage.Map(DiskLayout.Create(options), contents with
        {
            Efi = SampleDisk.Esp(ExtentMap.OfBlob(Uki, 150_000_000)),
            Grub = contents.Grub! with { Boot = ExtentMap.OfBlob(Xfs, 2000L << 20) },
        });
    }

    private static async Task<string> TextAsync(ExtentMap map, long offset, int length) =>
        Encoding.ASCII.GetString(await MapBytes.ReadAsync(map.Slice(offset, length)));
}

using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Grub;
using ImageFactory.Boot.Tests.Disks;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Grub;

public sealed class GrubDiskTests
{
    private static readonly Digest CoreBlob = Digest.OfBytes("core"u8);

    // The first sectors of BIOS are published with the layouts.
    [Theory]
    [InlineData("dual 1.11", 4304896)]
    [InlineData("grub 1.11", 206848)]
    [InlineData("dual 4096", 538112)]
    public async Task The_first_sector_knows_the_sector_of_the_core_image(string disk, long sector)
    {
        var grub = GrubDisk.Contents(DiskLayout.Create(SampleDisk.Options(disk)), Options(new byte[512]));

        var code = new byte[446];
        BitConverter.TryWriteBytes(code.AsSpan(0x5C), sector);
        code[0x66] = 0x90;
        code[0x67] = 0x90;
        Assert.Equal(code, grub.BootCode.ToArray());
        var field = await MapBytes.ReadAsync(grub.Core.Slice(0x1F4, 8));
        Assert.Equal(sector + 1, BitConverter.ToInt64(field));
    }

    [Fact]
    public void All_else_of_the_core_image_is_referenced()
    {
        var grub = GrubDisk.Contents(DiskLayout.Create(SampleDisk.Options("grub 1.11")), Options(new byte[512]));

        var blob = ExtentMap.OfBlob(CoreBlob, 160_000);
        Assert.Equal(blob.Slice(0, 0x1F4), grub.Core.Slice(0, 0x1F4));
        Assert.Equal(blob.Slice(0x1FC, 160_000 - 0x1FC), grub.Core.Slice(0x1FC, 160_000 - 0x1FC));
        Assert.Equal(160_000, grub.Core.Length);
    }

    [Fact]
    public void A_processor_without_a_BIOS_has_no_code_for_one()
    {
        var grub = GrubDisk.Contents(DiskLayout.Create(SampleDisk.Options("grub 1.11")), Options(bootImage: null));

        Assert.Equal(0, grub.Core.Length);
        Assert.True(grub.BootCode.IsEmpty);
    }

    [Fact]
    public void A_disk_without_GRUB_is_refused() => Assert.Throws<ArgumentException>(
        () => GrubDisk.Contents(DiskLayout.Create(SampleDisk.Options("sd-boot 1.11")), Options(new byte[512])));

    [Fact]
    public void A_boot_image_that_is_no_sector_is_refused() => Assert.Throws<InvalidDataException>(
        () => GrubDisk.Contents(DiskLayout.Create(SampleDisk.Options("grub 1.11")), Options(new byte[511])));

    [Fact]
    public async Task GRUB_reads_the_files_of_BOOT()
    {
        using var directory = new TemporaryDirectory();
        var grub = GrubDisk.Contents(DiskLayout.Create(SampleDisk.Options("grub 1.11")), Options(new byte[512]));
        var path = await MapBytes.WriteAsync(grub.Boot, directory.Combine("boot"));

        Assert.Equal("kernel", await Tool.RunAsync("grub-fstest", path, "cat", "/A/vmlinuz"));
        Assert.Equal("initramfs", await Tool.RunAsync("grub-fstest", path, "cat", "/A/initramfs.xz"));
        Assert.Equal("menu", await Tool.RunAsync("grub-fstest", path, "cat", "/grub/grub.cfg"));
    }

    private static GrubDiskOptions Options(byte[]? bootImage) => new()
    {
        Bios = bootImage is null ? null : new GrubBiosCode(bootImage, ExtentMap.OfBlob(CoreBlob, 160_000)),
        Kernel = ExtentMap.OfBytes("kernel"u8.ToArray()),
        Initramfs = ExtentMap.OfBytes("initramfs"u8.ToArray()),
        Config = "menu"u8.ToArray(),
        Time = SampleDisk.Time,
    };
}

using ImageFactory.Boot.Disks;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Disks;

public sealed class DiskJudgeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("dual 1.11")]
    [InlineData("dual 1.10")]
    [InlineData("sd-boot 1.11")]
    [InlineData("sd-boot 1.10")]
    [InlineData("grub 1.11")]
    [InlineData("grub 1.8")]
    [InlineData("grub 1.7")]
    [InlineData("rockchip")]
    [InlineData("allwinner")]
    [InlineData("exoscale")]
    public async Task Sgdisk_finds_no_problem(string disk)
    {
        var report = await Tool.RunAsync("sgdisk", "-v", await WriteAsync(disk));

        Assert.Contains("No problems found.", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dual 4096")]
    [InlineData("sd-boot 4096")]
    public async Task Sgdisk_finds_no_problem_on_sectors_of_4096_bytes(string disk)
    {
        await using var device = await LoopDevice.OpenAsync(await WriteAsync(disk), 4096);

        var report = await Tool.RunAsync("sgdisk", "-v", device.Path);

        Assert.Contains("No problems found.", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sfdisk_shows_a_dual_boot_disk()
    {
        var image = await WriteAsync("dual 1.11");

        var dump = await Tool.RunAsync("sfdisk", "-d", image);

        Assert.Equal(
            $"""
            label: gpt
            label-id: D92D45B3-CDE9-8760-BE9F-A2A71FAC8D11
            device: {image}
            unit: sectors
            first-lba: 2048
            last-lba: 8697822
            sector-size: 512

            {image}1 : start=        2048, size=     4302848, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=BCA5174B-0118-8A6A-AF0B-2C6E1585ACAE, name="EFI"
            {image}2 : start=     4304896, size=        2048, type=21686148-6449-6E6F-744E-656564454649, uuid=A2A02FF5-D88D-8E6E-9C95-26B9B6C80BC3, name="BIOS", attrs="LegacyBIOSBootable"
            {image}3 : start=     4306944, size=     4096000, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=24C73076-4092-85DD-9D98-686A2DBF6D81, name="BOOT"
            {image}4 : start=     8402944, size=        2048, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=CF04F137-101E-8EC6-9627-FA3F51CDABB8, name="META"

            """,
            dump);
    }

    [Theory]
    [InlineData("sd-boot 1.11")]
    [InlineData("sd-boot 4096")]
    [InlineData("grub 1.11")]
    public async Task Fsck_finds_nothing_to_repair_on_the_EFI_system_partition(string disk)
    {
        var partition = await WriteEspAsync(disk);

        var report = await Tool.RunAsync("fsck.vfat", "-n", "-v", partition);

        // The label counts as a file.
        Assert.Contains("8 files, ", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Dirty", report, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Mtools_show_the_files_of_systemd_boot()
    {
        var partition = await WriteEspAsync("sd-boot 1.11");

        var names = await Tool.RunAsync("mdir", "-b", "-/", "-i", partition, "::");
        var configuration = await Tool.RunAsync("mtype", "-i", partition, "::/loader/loader.conf");

        Assert.Equal(
            [
                "::/EFI/", "::/EFI/Linux/", "::/EFI/Linux/Talos-v1.13.0.efi", "::/EFI/boot/", "::/EFI/boot/BOOTX64.efi",
                "::/loader/", "::/loader/loader.conf",
            ],
            names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal("# systemd-boot configuration\n\ntimeout 10\n", configuration);
        Assert.Equal("unified kernel image", await Tool.RunAsync("mtype", "-i", partition, "::/EFI/Linux/Talos-v1.13.0.efi"));
    }

    public void Dispose() => _directory.Dispose();

    private Task<string> WriteAsync(string disk) => MapBytes.WriteAsync(SampleDisk.Map(SampleDisk.Options(disk)), _directory.Combine("disk"));

    private Task<string> WriteEspAsync(string disk)
    {
        var options = SampleDisk.Options(disk);
        var efi = DiskLayout.Create(options).Efi;
        return MapBytes.WriteAsync(SampleDisk.Map(options).Slice(efi.Offset, efi.Length), _directory.Combine("esp"));
    }
}

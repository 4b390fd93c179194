using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Firmware.Tests.SecureBoot;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Disks;

[MatrixTier]
public sealed class DiskMatrixTests(SampleFactory factory)
{
    private readonly UefiBoot _disk = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.10.0", GuestArchitecture.Amd64, 512, "dual-boot")]
    [InlineData("v1.12.4", GuestArchitecture.Amd64, 512, "sd-boot")]
    [InlineData("v1.12.4", GuestArchitecture.Amd64, 4096, "dual-boot")]
    [InlineData("v1.12.4", GuestArchitecture.Arm64, 512, "sd-boot")]
    public async Task A_disk_boots_on_every_kind_of_machine(string version, GuestArchitecture architecture, int sectorSize, string bootloader) =>
        await _disk.RunDiskAsync(
            new Order
            {
                Version = version,
                Architecture = architecture,
                Bootloader = bootloader,
                SectorSize = sectorSize,
                Meta = new Dictionary<byte, string> { [0x0a] = "network: {}" },
            },
            Cancel);

    // As a hypervisor takes them: GRUB, with a BIOS.
    [Theory]
    [InlineData("metal-amd64.qcow2", "qcow2")]
    [InlineData("vmware-amd64.ova", "vmdk")]
    public async Task A_converted_disk_boots(string file, string format)
    {
        using var directory = new TemporaryDirectory();
        var order = new Order { Version = "v1.13.0", Bootloader = "dual-boot" };
        var image = await factory.WriteAsync(order, file, directory, Cancel);
        if (format is "vmdk")
        {
            await Tool.RunAsync("tar", "-xf", image, "-C", directory.Path);
            image = directory.Combine("disk.vmdk");
        }

        var report = await QemuMachine.BootAsync(
            new QemuOptions
            {
                Architecture = order.Architecture,
                Firmware = GuestFirmware.Bios,
                Medium = BootMedium.Disk,
                Image = image,
                Format = format,
            },
            Cancel);

        Assert.Empty(report.Errors);
        Assert.Equal("bios", report.Boot);
        Assert.Equal(order.MetaInPartition, report.Meta);
    }

    [Fact]
    public async Task A_signed_disk_enrols_its_keys_and_boots_as_it_was_measured()
    {
        using var directory = new TemporaryDirectory();
        using var machine = new SecureBootMachine();
        var order = new Order { Version = "v1.13.0", SecureBoot = true, Meta = new Dictionary<byte, string> { [0x0a] = "network: {}" } };

        var report = await machine.BootDiskAsync(await factory.WriteAsync(order, order.Asset + ".raw", directory, Cancel), Cancel);

        Assert.True(report.SecureBoot);
        Assert.Equal(order.Meta, report.Meta);
        Assert.NotNull(report.Pcr11Machined);
    }
}

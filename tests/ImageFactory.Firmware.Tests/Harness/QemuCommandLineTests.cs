using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Harness;

public sealed class QemuCommandLineTests
{
    private static readonly QemuOptions Uki = new()
    {
        Architecture = GuestArchitecture.Amd64,
        Firmware = GuestFirmware.Uefi,
        Medium = BootMedium.Kernel,
        Image = "/x/uki.efi",
    };

    [Fact]
    public void Uefi_gets_read_only_code_and_a_variable_store_of_its_own()
    {
        var line = Line(Uki, new FirmwareFiles("/x/code.fd", "/x/vars.fd"));

        Assert.Contains("if=pflash,format=raw,unit=0,readonly=on,file=/x/code.fd", line, StringComparison.Ordinal);
        Assert.Contains("if=pflash,format=raw,unit=1,file=/x/vars.fd", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_variables_are_written_in_system_management_mode_only()
    {
        var line = Line(Uki with { Strict = true });

        Assert.Contains("-machine q35,smm=on ", line, StringComparison.Ordinal);
        Assert.Contains("driver=cfi.pflash01,property=secure,value=on", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_uki_gets_no_command_line_of_ours()
    {
        var line = Line(Uki);

        Assert.Contains("-kernel /x/uki.efi", line, StringComparison.Ordinal);
        Assert.DoesNotContain("-append", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_kernel_gets_initramfs_and_command_line()
    {
        var line = Line(Uki with { Firmware = GuestFirmware.None, Initramfs = "/x/initrd", CommandLine = "a b" });

        Assert.Contains("-initrd /x/initrd -append a b", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "virtio-net-pci,netdev=network,mac=52:54:00:12:34:56 ")]
    [InlineData(false, "virtio-net-pci,netdev=network,mac=52:54:00:12:34:56,romfile= ")]
    public void A_network_card_has_ipxe_or_leaves_booting_to_the_firmware(bool hasIpxe, string expected)
    {
        var line = Line(Uki with { Medium = BootMedium.Network, Network = new QemuNetwork("user") { HasIpxe = hasIpxe } }) + ' ';

        Assert.Contains("-netdev user,id=network ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Firmware_does_not_wait_for_a_network_of_IPv6()
    {
        Assert.Contains("IPv6PXESupport,string=n", Line(Uki with { Medium = BootMedium.Network, Network = new QemuNetwork("user") }), StringComparison.Ordinal);
        Assert.DoesNotContain("IPv6PXESupport", Line(Uki), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BootMedium.CdRom, "-cdrom /x/a,b")]
    [InlineData(BootMedium.UsbStick, "id=stick,if=none,format=raw,readonly=on,file=/x/a,,b")]
    [InlineData(BootMedium.Disk, "id=image,if=none,format=raw,snapshot=on,file=/x/a,,b")]
    public void An_image_is_never_written_to_and_its_comma_is_escaped(BootMedium medium, string expected)
    {
        var line = Line(Uki with { Medium = medium, Image = "/x/a,b" });

        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_beside_the_image_has_its_sector_size()
    {
        var line = Line(Uki with { Disk = "/x/a,b", DiskSectorSize = 4096 });

        Assert.Contains("-drive id=disk,if=none,format=raw,file=/x/a,,b", line, StringComparison.Ordinal);
        Assert.Contains("drive=disk,logical_block_size=4096,physical_block_size=4096", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GuestArchitecture.Amd64, "-device tpm-tis,tpmdev=tpm")]
    [InlineData(GuestArchitecture.Arm64, "-device tpm-tis-device,tpmdev=tpm")]
    public void A_tpm_is_the_architecture_s_device(GuestArchitecture architecture, string expected)
    {
        var arguments = QemuCommandLine.Arguments(Uki with { Architecture = architecture }, null, "/x/socket");

        Assert.EndsWith(expected, string.Join(' ', arguments), StringComparison.Ordinal);
    }

    private static string Line(QemuOptions options, FirmwareFiles? flash = null) =>
        string.Join(' ', QemuCommandLine.Arguments(options, flash, tpmSocket: null));
}

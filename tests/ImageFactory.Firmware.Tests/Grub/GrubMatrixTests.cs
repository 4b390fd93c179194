using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Grub;

[MatrixTier]
public sealed class GrubMatrixTests(SampleFactory factory)
{
    private readonly GrubBoot _grub = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Each of these characters means something to GRUB's shell.
    [Theory]
    [InlineData(GuestFirmware.Bios)]
    [InlineData(GuestFirmware.Uefi)]
    public async Task A_disk_boots_and_keeps_the_command_line(GuestFirmware firmware) => await _grub.RunDiskAsync(
        new Order
        {
            Version = "v1.13.0",
            Bootloader = "grub",
            Extensions = ["iproute2"],
            Arguments = ["test.url=http://host/?u=${uuid}&a=1|2;<{x}>"],
        },
        firmware,
        Cancel);

    [Fact]
    public async Task An_arm64_disk_boots() => await _grub.RunDiskAsync(
        new Order { Version = "v1.9.0", Architecture = GuestArchitecture.Arm64, Bootloader = "grub" }, GuestFirmware.Uefi, Cancel);

    [Theory]
    [InlineData("v1.9.0", BootMedium.CdRom, GuestFirmware.Bios)]
    [InlineData("v1.9.0", BootMedium.UsbStick, GuestFirmware.Bios)]
    [InlineData("v1.9.0", BootMedium.CdRom, GuestFirmware.Uefi)]
    [InlineData("v1.9.0", BootMedium.UsbStick, GuestFirmware.Uefi)]
    [InlineData("v1.13.0", BootMedium.UsbStick, GuestFirmware.Bios)]
    [InlineData("v1.13.0", BootMedium.UsbStick, GuestFirmware.Uefi)]
    public async Task An_iso_with_GRUB_boots(string version, BootMedium medium, GuestFirmware firmware) => await _grub.RunIsoAsync(
        new Order { Version = version, Bootloader = "grub", Extensions = ["iproute2"] }, medium, firmware, Cancel);

    [Theory]
    [InlineData(BootMedium.CdRom)]
    [InlineData(BootMedium.UsbStick)]
    public async Task A_hybrid_iso_boots_with_a_BIOS(BootMedium medium) => await _grub.RunIsoAsync(
        new Order { Version = "v1.13.0", Extensions = ["iproute2"] }, medium, GuestFirmware.Bios, Cancel);

    [Theory]
    [InlineData("v1.9.0", "grub")]
    [InlineData("v1.11.0", "none")]
    public async Task An_arm64_iso_boots(string version, string bootloader) => await _grub.RunIsoAsync(
        new Order { Version = version, Architecture = GuestArchitecture.Arm64, Bootloader = bootloader },
        BootMedium.UsbStick,
        GuestFirmware.Uefi,
        Cancel);

    [Theory]
    [InlineData("grub")]
    [InlineData("dual-boot")]
    public async Task The_files_of_an_iso_boot_from_a_stick_with_FAT(string bootloader) =>
        await _grub.RunCopiedIsoAsync(new Order { Version = "v1.13.0", Bootloader = bootloader }, Cancel);

    [Theory]
    [InlineData(".raw", BootMedium.Disk, "talos.experimental.wipe=system:EPHEMERAL,STATE")]
    [InlineData(".iso", BootMedium.CdRom, "talos.experimental.wipe=system")]
    public async Task The_menu_offers_a_reset(string suffix, BootMedium medium, string argument)
    {
        var report = await _grub.RunResetAsync(new Order { Version = "v1.12.4", Bootloader = "dual-boot" }, suffix, medium, Cancel);

        Assert.Equal(argument, report.Arguments[^1]);
    }
}

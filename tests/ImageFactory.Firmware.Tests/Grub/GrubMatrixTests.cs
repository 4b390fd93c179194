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
        new Order { Version = "v1.13.0", Extensions = ["iproute2"], Arguments = ["test.url=http://host/?u=${uuid}&a=1|2;<{x}>"] },
        firmware,
        Cancel);

    [Fact]
    public async Task An_arm64_disk_boots() => await _grub.RunDiskAsync(
        new Order { Version = "v1.9.0", Architecture = GuestArchitecture.Arm64 }, GuestFirmware.Uefi, Cancel);

    [Theory]
    [InlineData(BootMedium.CdRom, GuestFirmware.Bios)]
    [InlineData(BootMedium.UsbStick, GuestFirmware.Bios)]
    [InlineData(BootMedium.CdRom, GuestFirmware.Uefi)]
    [InlineData(BootMedium.UsbStick, GuestFirmware.Uefi)]
    public async Task An_iso_with_GRUB_boots(BootMedium medium, GuestFirmware firmware) =>
        await _grub.RunIsoAsync(new Order { Version = "v1.9.0", Extensions = ["iproute2"] }, medium, firmware, Cancel);

    [Theory]
    [InlineData(BootMedium.CdRom)]
    [InlineData(BootMedium.UsbStick)]
    public async Task A_hybrid_iso_boots_with_a_BIOS(BootMedium medium) =>
        await _grub.RunHybridIsoAsync(new Order { Version = "v1.13.0", Extensions = ["iproute2"] }, medium, Cancel);
}

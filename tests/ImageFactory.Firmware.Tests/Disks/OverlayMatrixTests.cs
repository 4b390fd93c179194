using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Disks;

/// <summary>
/// Disks of boards under U-Boot, as the boards start them: from a file system of the disk, with little of UEFI. QEMU's machine has the
/// serial line of a Raspberry Pi.
/// </summary>
[MatrixTier]
public sealed class OverlayMatrixTests(SampleFactory factory)
{
    [Theory]
    [InlineData("v1.9.0", null)]
    [InlineData("v1.13.0", null)]
    [InlineData("v1.13.0", "sd-boot")]
    public async Task The_disk_of_a_board_boots_with_U_Boot(string version, string? bootloader)
    {
        var order = new Order { Version = version, Architecture = GuestArchitecture.Arm64, Board = "rpi_generic", Bootloader = bootloader };

        var report = await new UefiBoot(factory).RunDiskAsync(order, TestContext.Current.CancellationToken);

        // GRUB puts the name of the kernel in front.
        Assert.EndsWith(
            await factory.GetCommandLineAsync(order, TestContext.Current.CancellationToken), report.CommandLine, StringComparison.Ordinal);
        Assert.Contains("console=ttyAMA0,115200", report.Arguments);
    }
}

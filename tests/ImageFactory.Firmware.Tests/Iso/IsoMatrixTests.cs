using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Iso;

[MatrixTier]
public sealed class IsoMatrixTests(SampleFactory factory)
{
    private readonly UefiBoot _iso = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.10.0")]
    [InlineData("v1.12.4")]
    [InlineData("v1.14.0")]
    public async Task An_iso_boots_as_a_usb_stick(string version) =>
        await _iso.RunIsoAsync(new Order { Version = version, Extensions = ["fuse3", "iproute2"] }, BootMedium.UsbStick, Cancel);

    [Fact]
    public async Task An_arm64_iso_boots_as_a_cd() =>
        await _iso.RunIsoAsync(
            new Order { Version = "v1.13.0", Architecture = GuestArchitecture.Arm64, Extensions = ["iproute2"] }, BootMedium.CdRom, Cancel);
}

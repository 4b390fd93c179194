using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Disks;

[MatrixTier]
public sealed class DiskMatrixTests(SampleFactory factory)
{
    private readonly UefiBoot _disk = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.10.0", GuestArchitecture.Amd64, 512)]
    [InlineData("v1.12.4", GuestArchitecture.Amd64, 4096)]
    [InlineData("v1.12.4", GuestArchitecture.Arm64, 512)]
    public async Task A_disk_boots_on_every_kind_of_machine(string version, GuestArchitecture architecture, int sectorSize) =>
        await _disk.RunDiskAsync(
            new Order
            {
                Version = version,
                Architecture = architecture,
                Bootloader = "sd-boot",
                SectorSize = sectorSize,
                Meta = new Dictionary<byte, string> { [0x0a] = "network: {}" },
            },
            Cancel);
}

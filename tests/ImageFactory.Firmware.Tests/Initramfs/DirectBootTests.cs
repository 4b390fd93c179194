using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Initramfs;

public sealed class DirectBootTests(SampleFactory factory)
{
    private readonly DirectBoot _direct = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Its base is compressed with xz, and so are the images of its extensions.
    [Fact]
    [QuickTier]
    public async Task Kernel_and_initramfs_of_an_old_release_boot_with_meta_values()
    {
        var order = new Order
        {
            Version = "v1.7.0",
            Extensions = ["iproute2", "talos-vmtoolsd", "fuse3"],
            Arguments = ["imagefactory.first=1"],
            Meta = new Dictionary<byte, string> { [0x0A] = "machine: {}\n", [0x0C] = "two words" },
        };

        var report = await _direct.RunAsync(order, Cancel);

        Assert.Equal("machine: {}\\n", report.Meta[0x0A]);
        Assert.Equal("two words", report.Meta[0x0C]);
    }

    [Theory]
    [MatrixTier]
    [InlineData(GuestArchitecture.Amd64, "v1.3.7")]
    [InlineData(GuestArchitecture.Amd64, "v1.14.0")]
    [InlineData(GuestArchitecture.Arm64, "v1.3.7")]
    [InlineData(GuestArchitecture.Arm64, "v1.14.0")]
    public async Task Kernel_and_initramfs_boot(GuestArchitecture architecture, string version)
    {
        await _direct.RunAsync(new Order { Version = version, Architecture = architecture, Extensions = ["iproute2", "fuse3"] }, Cancel);
    }
}

using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Uki;

[QuickTier]
public sealed class UkiQuickTests(SampleFactory factory)
{
    private readonly UefiBoot _uki = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The order of the extensions is neither that of their names nor that of the catalogue.
    [Fact]
    public async Task A_uki_boots_with_its_arguments_and_its_extensions_in_order()
    {
        var order = new Order
        {
            Version = "v1.13.0",
            Extensions = ["qemu-guest-agent", "fuse3", "iproute2"],
            Arguments = ["imagefactory.first=1", "imagefactory.second", "-selinux"],
        };

        var report = await _uki.RunUkiAsync(order, tpm: false, Cancel);

        Assert.Equal("schematic", report.Extensions[^1].Name);
        Assert.Equal(["imagefactory.first=1", "imagefactory.second"], report.Arguments.TakeLast(2));
        Assert.DoesNotContain("selinux=1", report.Arguments);
        Assert.Null(report.Pcr11);
    }

    [Fact]
    public async Task An_arm64_uki_boots()
    {
        var order = new Order { Version = "v1.13.0", Architecture = GuestArchitecture.Arm64, Extensions = ["iproute2", "fuse3"] };

        var report = await _uki.RunUkiAsync(order, tpm: false, Cancel);

        Assert.StartsWith("ip utility", report["run.iproute2"], StringComparison.Ordinal);
    }
}

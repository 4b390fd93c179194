using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Uki;

[MatrixTier]
public sealed class UkiMatrixTests(SampleFactory factory)
{
    private readonly UefiBoot _uki = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Without extra arguments: before Talos 1.10 a UKI ignores them, and its command line would not be that of the asset.
    [Theory]
    [InlineData("v1.5.1")]
    [InlineData("v1.7.0")]
    [InlineData("v1.8.0")]
    [InlineData("v1.9.0")]
    [InlineData("v1.10.0")]
    [InlineData("v1.11.0")]
    [InlineData("v1.12.4")]
    [InlineData("v1.13.0")]
    [InlineData("v1.14.0")]
    [InlineData("v1.15.0-alpha.0")]
    public async Task Every_release_boots(string version)
    {
        await _uki.RunUkiAsync(new Order { Version = version, Extensions = ["qemu-guest-agent", "iproute2"] }, tpm: false, Cancel);
    }

    [Fact]
    public async Task A_large_extension_boots_on_a_large_base()
    {
        var report = await _uki.RunUkiAsync(new Order { Version = "v1.11.0", Extensions = ["fuse3", "containerd"] }, tpm: false, Cancel);

        Assert.StartsWith("containerd ", report["run.containerd"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twelve_extensions_are_stacked_in_the_order_of_their_files_names()
    {
        string[] some = ["qemu-guest-agent", "fuse3", "vmtoolsd-guest-agent", "iproute2"];

        var report = await _uki.RunUkiAsync(new Order { Version = "v1.13.0", Extensions = [.. some, .. some, .. some] }, tpm: false, Cancel);

        Assert.Equal("schematic", report.Extensions[4].Name);
    }

    [Theory]
    [InlineData(GuestArchitecture.Amd64, "v1.9.0")]
    [InlineData(GuestArchitecture.Amd64, "v1.13.0")]
    [InlineData(GuestArchitecture.Arm64, "v1.13.0")]
    public async Task A_tpm_measures_what_was_predicted(GuestArchitecture architecture, string version)
    {
        var order = new Order { Version = version, Architecture = architecture, Extensions = ["tpm2-tools"] };
        var predicted = await factory.PredictAsync(order, order.Asset + "-uki.efi", profile: 0, Cancel);

        var report = await _uki.RunUkiAsync(order, tpm: true, Cancel);

        Assert.Equal(predicted.Booted, report.Pcr11);
        Assert.Equal(predicted.Machined, report.Pcr11Machined);
    }
}

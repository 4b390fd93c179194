using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Iso;

[QuickTier]
public sealed class IsoQuickTests(SampleFactory factory)
{
    private readonly UefiBoot _iso = new(factory);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_iso_boots_as_a_cd() =>
        await _iso.RunIsoAsync(new Order { Version = "v1.13.0", Extensions = ["iproute2"] }, BootMedium.CdRom, Cancel);
}

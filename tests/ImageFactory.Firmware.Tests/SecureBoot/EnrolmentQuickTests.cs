using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.SecureBoot;

[QuickTier]
public sealed class EnrolmentQuickTests(SampleFactory factory)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_iso_enrols_its_keys_in_setup_mode_and_boots_as_it_was_measured()
    {
        using var directory = new TemporaryDirectory();
        using var machine = new SecureBootMachine();
        var order = new Order { Version = "v1.13.0", SecureBoot = true, Extensions = ["iproute2"] };
        var iso = await factory.WriteAsync(order, order.Asset + ".iso", directory, Cancel);
        var predicted = await factory.PredictAsync(order, order.Asset + ".iso", profile: 0, Cancel);

        var report = await machine.BootIsoAsync(iso, Cancel);

        Assert.True(report.SecureBoot);
        Assert.Equal(predicted.Booted, report.Pcr11);
        Assert.Equal(predicted.Machined, report.Pcr11Machined);
    }
}

using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Uki;

/// <summary>Boots the UKI of an order under UEFI, and holds the guest to what every UKI must do.</summary>
internal sealed class UkiBoot(SampleFactory factory)
{
    /// <summary>The report of a guest that has the order's arguments, schematic, layers and markers, and no errors.</summary>
    public async Task<GuestReport> RunAsync(Order order, bool tpm, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var id = await factory.CreateAsync(order, cancellationToken);
        var expected = await ExpectedGuest.OfAsync(order, id, cancellationToken);
        var report = await QemuMachine.BootAsync(
            new QemuOptions
            {
                Architecture = order.Architecture,
                Firmware = GuestFirmware.Uefi,
                Medium = BootMedium.Kernel,
                Image = await factory.WriteAsync(order, $"metal-{order.ArchitectureName}-uki.efi", directory, cancellationToken),
                Memory = 2048,
                Tpm = tpm,
            },
            cancellationToken);

        expected.AssertIs(report);
        Assert.Equal(await factory.GetCommandLineAsync(order, cancellationToken), report.CommandLine);
        Assert.Equal("uefi", report.Boot);
        Assert.False(report.SecureBoot);
        return report;
    }
}

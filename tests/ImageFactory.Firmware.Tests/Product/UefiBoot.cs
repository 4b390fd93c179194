using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Product;

/// <summary>Boots what an order makes under UEFI, and holds the guest to what every one must do.</summary>
internal sealed class UefiBoot(SampleFactory factory)
{
    /// <summary>Boots the order's UKI, without a boot loader.</summary>
    public async Task<GuestReport> RunUkiAsync(Order order, bool tpm, CancellationToken cancellationToken)
    {
        var report = await RunAsync(order, new Boot("-uki.efi", BootMedium.Kernel, tpm), cancellationToken);
        Assert.Equal(await factory.GetCommandLineAsync(order, cancellationToken), report.CommandLine);
        return report;
    }

    /// <summary>Boots the order's ISO.</summary>
    public async Task<GuestReport> RunIsoAsync(Order order, BootMedium medium, CancellationToken cancellationToken)
    {
        var report = await RunAsync(order, new Boot(".iso", medium, Tpm: false), cancellationToken);
        var arguments = (await factory.GetCommandLineAsync(order, cancellationToken)).Split(' ');
        Assert.Equal(arguments.Concat(order.IsoArguments).Order(StringComparer.Ordinal), report.Arguments.Order(StringComparer.Ordinal));
        return report;
    }

    /// <summary>Boots the order's disk image.</summary>
    public async Task<GuestReport> RunDiskAsync(Order order, CancellationToken cancellationToken)
    {
        var firmware = order.Board is null ? GuestFirmware.Uefi : GuestFirmware.UBoot;
        var report = await RunAsync(order, new Boot(".raw", BootMedium.Disk, Tpm: false, firmware), cancellationToken);
        Assert.DoesNotContain(report.Arguments, argument => argument.StartsWith("talos.environment=", StringComparison.Ordinal));
        Assert.Equal(order.MetaInPartition, report.Meta);
        return report;
    }

    // A guest that has the order's schematic, layers and markers, and no errors.
    private async Task<GuestReport> RunAsync(Order order, Boot boot, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var id = await factory.CreateAsync(order, cancellationToken);
        var expected = await ExpectedGuest.OfAsync(order, id, cancellationToken);
        var report = await QemuMachine.BootAsync(
            new QemuOptions
            {
                Architecture = order.Architecture,
                Firmware = boot.Firmware,
                Medium = boot.Medium,
                Image = await factory.WriteAsync(order, order.Asset + boot.Suffix, directory, cancellationToken),
                SectorSize = order.SectorSize,
                Memory = 2048,
                Tpm = boot.Tpm,
            },
            cancellationToken);

        expected.AssertIs(report);
        Assert.Equal("uefi", report.Boot);
        Assert.False(report.SecureBoot);
        return report;
    }

    private sealed record Boot(string Suffix, BootMedium Medium, bool Tpm, GuestFirmware Firmware = GuestFirmware.Uefi);
}

using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Initramfs;

/// <summary>Boots the kernel and the initramfs of an order as PXE clients do, with the arguments of its <c>cmdline-…</c>.</summary>
internal sealed class DirectBoot(SampleFactory factory)
{
    /// <summary>The report of a guest that has the order's arguments, schematic, layers and markers, and no errors.</summary>
    public async Task<GuestReport> RunAsync(Order order, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var id = await factory.CreateAsync(order, cancellationToken);
        var expected = await ExpectedGuest.OfAsync(order, id, cancellationToken);
        var commandLine = await factory.GetCommandLineAsync(order, cancellationToken) + " console=" + Console(order.Architecture);
        var report = await QemuMachine.BootAsync(
            new QemuOptions
            {
                Architecture = order.Architecture,
                Firmware = order.Architecture is GuestArchitecture.Amd64 ? GuestFirmware.Bios : GuestFirmware.None,
                Medium = BootMedium.Kernel,
                Image = await factory.WriteAsync(order, $"kernel-{order.ArchitectureName}", directory, cancellationToken),
                Initramfs = await factory.WriteAsync(order, $"initramfs-{order.ArchitectureName}.xz", directory, cancellationToken),
                CommandLine = commandLine,
            },
            cancellationToken);

        expected.AssertIs(report);
        Assert.Equal(commandLine, report.CommandLine);
        return report;
    }

    private static string Console(GuestArchitecture architecture) => architecture is GuestArchitecture.Amd64 ? "ttyS0" : "ttyAMA0";
}

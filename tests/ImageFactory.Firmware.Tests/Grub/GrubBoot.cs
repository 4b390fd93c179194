using System.Text;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Grub;

/// <summary>Boots what an order makes through GRUB, and holds the guest to its arguments, schematic, layers and markers.</summary>
internal sealed class GrubBoot(SampleFactory factory)
{
    private const string DiskDirectory = "/A";
    private const string IsoDirectory = "/boot";

    /// <summary>Boots the order's disk image.</summary>
    public async Task<GuestReport> RunDiskAsync(Order order, GuestFirmware firmware, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var image = await factory.WriteAsync(order, order.Asset + ".raw", directory, cancellationToken);
        var report = await RunAsync(order, new Machine(image, BootMedium.Disk, firmware), cancellationToken);
        Assert.Equal($"BOOT_IMAGE={DiskDirectory}/vmlinuz {await factory.GetCommandLineAsync(order, cancellationToken)}", report.CommandLine);
        Assert.Equal(order.MetaInPartition, report.Meta);
        return report;
    }

    /// <summary>Boots the order's ISO.</summary>
    public async Task<GuestReport> RunIsoAsync(Order order, BootMedium medium, GuestFirmware firmware, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var image = await factory.WriteAsync(order, order.Asset + ".iso", directory, cancellationToken);
        return await RunIsoAsync(order, new Machine(image, medium, firmware), cancellationToken);
    }

    /// <summary>Boots the order's ISO after its files were copied to a USB stick with a FAT file system.</summary>
    public async Task<GuestReport> RunCopiedIsoAsync(Order order, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var iso = await factory.WriteAsync(order, order.Asset + ".iso", directory, cancellationToken);
        return await RunIsoAsync(order, new Machine(await FatStick.OfAsync(iso, directory), BootMedium.UsbStick, GuestFirmware.Uefi), cancellationToken);
    }

    /// <summary>Boots the entry of GRUB's menu that resets the machine, by making it the default; the other menu is as long.</summary>
    public async Task<GuestReport> RunResetAsync(Order order, string suffix, BootMedium medium, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var image = await factory.WriteAsync(order, order.Asset + suffix, directory, cancellationToken);
        var name = $"\"A - Talos {order.Version}\"";
        await ReplaceAsync(image, $"set default={name}", "set default=1" + new string(' ', name.Length - 1), cancellationToken);
        await ReplaceAsync(image, "set default=0", "set default=1", cancellationToken);
        return await RunAsync(order, new Machine(image, medium, GuestFirmware.Bios), cancellationToken);
    }

    private async Task<GuestReport> RunIsoAsync(Order order, Machine machine, CancellationToken cancellationToken)
    {
        var report = await RunAsync(order, machine, cancellationToken);
        var arguments = (await factory.GetCommandLineAsync(order, cancellationToken)).Split(' ').Concat(order.IsoArguments);
        var isGrub = machine.Firmware is GuestFirmware.Bios || order.HasOnlyGrub;
        Assert.Equal(
            (isGrub ? arguments.Append($"BOOT_IMAGE={IsoDirectory}/vmlinuz") : arguments).Order(StringComparer.Ordinal),
            report.Arguments.Order(StringComparer.Ordinal));
        return report;
    }

    private async Task<GuestReport> RunAsync(Order order, Machine machine, CancellationToken cancellationToken)
    {
        var id = await factory.CreateAsync(order, cancellationToken);
        var expected = await ExpectedGuest.OfAsync(order, id, cancellationToken);
        var report = await QemuMachine.BootAsync(
            new QemuOptions
            {
                Architecture = order.Architecture,
                Firmware = machine.Firmware,
                Medium = machine.Medium,
                Image = machine.Image,
            },
            cancellationToken);

        expected.AssertIs(report);
        Assert.Equal(machine.Firmware is GuestFirmware.Uefi ? "uefi" : "bios", report.Boot);
        return report;
    }

    private static async Task ReplaceAsync(string path, string text, string other, CancellationToken cancellationToken)
    {
        Assert.Equal(text.Length, other.Length);
        var found = await Tool.RunAsync("bash", "-c", $"grep -abo '{text}' '{path}' || true");
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        foreach (var line in found.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            file.Position = long.Parse(line.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
            await file.WriteAsync(Encoding.ASCII.GetBytes(other), cancellationToken);
        }
    }

    private sealed record Machine(string Image, BootMedium Medium, GuestFirmware Firmware);
}

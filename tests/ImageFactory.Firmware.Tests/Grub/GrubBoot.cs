using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Grub;
using ImageFactory.Boot.Iso;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Grub;

/// <summary>Boots what an order makes through GRUB, and holds the guest to its arguments, schematic, layers and markers.</summary>
internal sealed class GrubBoot(SampleFactory factory)
{
    private const uint Time = 1559424892;

    /// <summary>Boots a disk with GRUB alone.</summary>
    public async Task RunDiskAsync(Order order, GuestFirmware firmware, CancellationToken cancellationToken)
    {
        var parts = await GrubParts.OfAsync(factory, order, cancellationToken);
        await RunAsync(order, new Machine(Disk(parts, order), BootMedium.Disk, firmware), "/A", parts.CommandLine, cancellationToken);
    }

    /// <summary>Boots an ISO with GRUB alone.</summary>
    public async Task RunIsoAsync(Order order, BootMedium medium, GuestFirmware firmware, CancellationToken cancellationToken)
    {
        var parts = await GrubParts.OfAsync(factory, order, cancellationToken);
        var iso = GrubIso.Map(new GrubIsoOptions
        {
            Bios = parts.IsoCode(),
            BootFileName = parts.LoaderName + ".EFI",
            BootLoader = ExtentMap.OfBytes(GrubImages.IsoEfi(parts.Efi.Modules)),
            Kernel = parts.Kernel,
            Initramfs = parts.Initramfs,
            Config = GrubConfig.OfIso(parts.CommandLine, hasReset: true),
            LabelVersion = order.Version,
            Time = Time,
        });
        await RunAsync(order, new Machine(iso, medium, firmware), "/boot", parts.CommandLine, cancellationToken);
    }

    /// <summary>Boots with a BIOS an ISO that has systemd-boot for UEFI, and kernel and initramfs only in the UKI.</summary>
    public async Task RunHybridIsoAsync(Order order, BootMedium medium, CancellationToken cancellationToken)
    {
        var parts = await GrubParts.OfAsync(factory, order, cancellationToken);
        var uki = await GrubParts.ReadAsync(factory, order, $"metal-{order.ArchitectureName}-uki.efi", cancellationToken);
        var file = await PeReader.ReadAsync(uki, new MemoryBlobs(), cancellationToken);
        var iso = UefiIso.Map(new UefiIsoOptions
        {
            BootFileName = parts.LoaderName + ".EFI",
            BootLoader = ExtentMap.OfBytes("not read by a BIOS"u8.ToArray()),
            Uki = uki,
            Version = order.Version,
            SecureBootEnrolment = "off",
            Hybrid = new HybridBoot
            {
                Bios = parts.IsoCode(),
                Config = GrubConfig.OfIso(parts.CommandLine, hasReset: true),
                UkiSections = file.Sections,
            },
            Time = Time,
        });
        await RunAsync(order, new Machine(iso, medium, GuestFirmware.Bios), "/boot", parts.CommandLine, cancellationToken);
    }

    private static ExtentMap Disk(GrubParts parts, Order order)
    {
        var layout = DiskLayout.Create(new DiskOptions
        {
            Size = 2355101696,
            SectorSize = 512,
            HasSystemdBoot = false,
            HasGrub = true,
            BootMiB = 2000,
            HasStatePartitions = false,
        });
        var efi = new FatTree(
        [
            FatEntry.Directory("EFI", Time),
            FatEntry.Directory("EFI/boot", Time),
            FatEntry.File($"EFI/boot/{parts.LoaderName}.efi", Time, ExtentMap.OfBytes(GrubImages.DiskEfi(parts.Efi.Modules))),
        ]);
        var bios = parts.Bios is { } files
            ? new GrubBiosCode(files.Contents["boot.img"], ExtentMap.OfBytes(GrubImages.DiskCore(files.Modules)))
            : null;
        var grub = GrubDisk.Contents(layout, new GrubDiskOptions
        {
            Bios = bios,
            Kernel = parts.Kernel,
            Initramfs = parts.Initramfs,
            Config = GrubConfig.OfDisk(order.Version, parts.CommandLine, hasReset: true),
            Time = Time,
        });
        return DiskImage.Map(layout, new DiskContents { Efi = efi, Grub = grub, Meta = [] });
    }

    private async Task RunAsync(
        Order order, Machine machine, string bootDirectory, string commandLine, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var id = await factory.CreateAsync(order, cancellationToken);
        var expected = await ExpectedGuest.OfAsync(order, id, cancellationToken);
        var report = await QemuMachine.BootAsync(
            new QemuOptions
            {
                Architecture = order.Architecture,
                Firmware = machine.Firmware,
                Medium = machine.Medium,
                Image = await MapBytes.WriteAsync(machine.Image, directory.Combine("image")),
            },
            cancellationToken);

        expected.AssertIs(report);
        Assert.Equal($"BOOT_IMAGE={bootDirectory}/vmlinuz {commandLine}", report.CommandLine);
        Assert.Equal(machine.Firmware is GuestFirmware.Uefi ? "uefi" : "bios", report.Boot);
    }

    private sealed record Machine(ExtentMap Image, BootMedium Medium, GuestFirmware Firmware);
}

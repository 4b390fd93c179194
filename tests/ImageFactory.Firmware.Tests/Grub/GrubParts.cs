using ImageFactory.Boot.Grub;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Iso9660;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Grub;

/// <summary>What GRUB boots for an order, and GRUB itself out of the sample release.</summary>
internal sealed record GrubParts
{
    /// <summary>The kernel.</summary>
    public required ExtentMap Kernel { get; init; }

    /// <summary>The initramfs.</summary>
    public required ExtentMap Initramfs { get; init; }

    /// <summary>The kernel's command line, with a serial console.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The files for a BIOS; null on arm64.</summary>
    public required GrubFiles? Bios { get; init; }

    /// <summary>The files for UEFI.</summary>
    public required GrubFiles Efi { get; init; }

    /// <summary>Where UEFI looks for a boot loader.</summary>
    public required string LoaderName { get; init; }

    /// <summary>Makes all of it.</summary>
    public static async Task<GrubParts> OfAsync(SampleFactory factory, Order order, CancellationToken cancellationToken)
    {
        var isAmd64 = order.Architecture is GuestArchitecture.Amd64;
        return new GrubParts
        {
            Kernel = await ReadAsync(factory, order, $"kernel-{order.ArchitectureName}", cancellationToken),
            Initramfs = await ReadAsync(factory, order, $"initramfs-{order.ArchitectureName}.xz", cancellationToken),
            CommandLine = await factory.GetCommandLineAsync(order, cancellationToken) + (isAmd64 ? " console=ttyS0" : " console=ttyAMA0"),
            Bios = isAmd64 ? await GrubFiles.SampleAsync("i386-pc") : null,
            Efi = await GrubFiles.SampleAsync(isAmd64 ? "x86_64-efi" : "arm64-efi"),
            LoaderName = isAmd64 ? "BOOTX64" : "BOOTAA64",
        };
    }

    /// <summary>The bytes of an asset of the order.</summary>
    public static async Task<ExtentMap> ReadAsync(SampleFactory factory, Order order, string file, CancellationToken cancellationToken)
    {
        using var directory = new TemporaryDirectory();
        var path = await factory.WriteAsync(order, file, directory, cancellationToken);
        return ExtentMap.OfBytes(await File.ReadAllBytesAsync(path, cancellationToken));
    }

    /// <summary>What a BIOS starts from an ISO; null on arm64.</summary>
    public GrubIsoCode? IsoCode()
    {
        if (Bios is not { } files)
        {
            return null;
        }

        var image = GrubImages.IsoElTorito(files.Modules);
        return new GrubIsoCode(files.Contents["boot_hybrid.img"], ExtentMap.OfBytes(image), IsoBiosBoot.SumOf(image));
    }
}

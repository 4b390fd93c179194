using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Initramfs;

/// <summary>Shows that the guest would tell: Linux passes over an archive that does not begin at a multiple of four bytes.</summary>
[MatrixTier]
public sealed class AlignmentTests(SampleFactory factory)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Extensions_in_an_archive_that_is_not_aligned_are_lost()
    {
        using var directory = new TemporaryDirectory();
        var order = new Order { Version = "v1.13.0", Extensions = ["fuse3"] };
        var initramfs = await factory.WriteAsync(order, "initramfs-amd64.xz", directory, Cancel);
        await MisalignAsync(initramfs, order.Version);

        var report = await QemuMachine.BootAsync(
            new QemuOptions
            {
                Architecture = GuestArchitecture.Amd64,
                Firmware = GuestFirmware.Bios,
                Medium = BootMedium.Kernel,
                Image = await factory.WriteAsync(order, "kernel-amd64", directory, Cancel),
                Initramfs = initramfs,
                CommandLine = "console=ttyS0",
            },
            Cancel);

        Assert.Empty(report.Extensions);
        Assert.Empty(report.Markers);
    }

    private static async Task MisalignAsync(string initramfs, string version)
    {
        var own = await SampleFiles.ReadAsync($"siderolabs/imager:{version}", "amd64", "usr/install/amd64/initramfs.xz", Cancel);
        var content = await File.ReadAllBytesAsync(initramfs, Cancel);
        var aligned = (own.Length + 3) & ~3;
        byte[] padding = own.Length == aligned ? [0] : [];
        await File.WriteAllBytesAsync(initramfs, [.. content[..own.Length], .. padding, .. content[aligned..]], Cancel);
    }
}

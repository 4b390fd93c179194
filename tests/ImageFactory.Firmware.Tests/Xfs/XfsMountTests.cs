using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Xfs;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Xfs;

public sealed class XfsMountTests
{
    private const string Imager = "siderolabs/imager:v1.13.0";
    private const string Installed = "usr/install/amd64/";
    private const long Time = 1559424892;
    private const string Config = "set timeout=3\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MatrixTier]
    [InlineData(512)]
    [InlineData(4096)]
    public async Task Linux_mounts_it_and_creates_grows_and_deletes_files(int sectorSize)
    {
        using var directory = new TemporaryDirectory();
        var kernel = await SampleFiles.ReadAsync(Imager, "amd64", Installed + "vmlinuz", Cancel);
        var initramfs = await SampleFiles.ReadAsync(Imager, "amd64", Installed + "initramfs.xz", Cancel);
        var disk = directory.Combine("disk");
        await XfsGuest.WriteAsync(FileSystem(kernel, initramfs, sectorSize), disk, Cancel);

        var report = await XfsGuest.RunAsync(kernel, initramfs, disk, sectorSize, Cancel);

        Assert.Empty(report.Errors);
        Assert.Equal(sectorSize.ToString(CultureInfo.InvariantCulture), report["sector"]);
        Assert.Equal(Config.TrimEnd(), report["config"]);
        Assert.Equal(Sha256(kernel), report["sha256.vmlinuz"]);
        Assert.Equal(Sha256(initramfs), report["sha256.initramfs.xz"]);
        Assert.Equal("192", report["files"]); // 300 and 3, and a copy, without 112
        Assert.Equal((kernel.Length + Config.Length).ToString(CultureInfo.InvariantCulture), report["grown"]);
        await Tool.RunAsync("xfs_repair", "-n", disk);
    }

    private static ExtentMap FileSystem(byte[] kernel, byte[] initramfs, int sectorSize)
    {
        var tree = new XfsTree(
        [
            XfsEntry.Directory("A", 0x1ED, Time),
            XfsEntry.File("A/vmlinuz", 0x1A4, Time, ExtentMap.OfBytes(kernel)),
            XfsEntry.File("A/initramfs.xz", 0x1A4, Time, ExtentMap.OfBytes(initramfs)),
            XfsEntry.Directory("grub", 0x1C0, Time),
            XfsEntry.File("grub/grub.cfg", 0x180, Time, ExtentMap.OfBytes(Encoding.ASCII.GetBytes(Config))),
        ]);
        var options = new XfsOptions
        {
            Label = "BOOT",
            Uuid = Guid.Parse("24c73076-4092-85dd-9d98-686a2dbf6d81"),
            RootTime = Time,
            Size = 300L << 20,
            SectorSize = sectorSize,
        };
        return XfsImage.Map(XfsLayout.Create(tree, options));
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

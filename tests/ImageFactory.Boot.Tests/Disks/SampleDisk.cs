using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Efi;
using ImageFactory.Boot.Meta;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;

namespace ImageFactory.Boot.Tests.Disks;

/// <summary>The disks that are published, and something to put on them.</summary>
internal static class SampleDisk
{
    public const uint Time = 1559424892;

    public static DiskOptions Options(string name) => name switch
    {
        "dual 1.11" => Create(4453302272, 2000, hasSystemdBoot: true, hasGrub: true),
        "dual 1.10" => Create(2356150272, 1000, hasSystemdBoot: true, hasGrub: true),
        "sd-boot 1.11" => Create(2355101696, 2000, hasSystemdBoot: true),
        "sd-boot 1.10" => Create(1306525696, 1000, hasSystemdBoot: true),
        "grub 1.11" => Create(2355101696, 2000, hasGrub: true),
        "grub 1.8" => Create(1306525696, 1000, hasGrub: true),
        "grub 1.7" => Create(1306525696, 1000, hasGrub: true) with { HasStatePartitions = true },
        "dual 4096" => Options("dual 1.11") with { SectorSize = 4096 },
        "sd-boot 4096" => Options("sd-boot 1.11") with { SectorSize = 4096 },
        "rockchip" => Options("grub 1.11") with { SkippedSectors = 20480 },
        "allwinner" => Options("grub 1.11") with { SkippedSectors = 2048 },
        "exoscale" => Options("dual 1.11") with { Size = 13884194816 },
        _ => throw new ArgumentException($"There is no disk '{name}'.", nameof(name)),
    };

    public static FatTree Esp(ExtentMap uki) => new(SystemdBoot.Files(new SystemdBootOptions
    {
        LoaderPath = "EFI/boot/BOOTX64.efi",
        Loader = ExtentMap.OfBytes("systemd-boot"u8.ToArray()),
        Uki = uki,
        Version = "v1.13.0",
        SecureBootEnrolment = null,
        Time = Time,
    }));

    public static DiskContents Contents(DiskOptions options) => new()
    {
        Efi = Esp(ExtentMap.OfBytes("unified kernel image"u8.ToArray())),
        Grub = options.HasGrub ? Grub : null,
        Meta = [new MetaValue(0x0A, "foo")],
    };

    public static ExtentMap Map(DiskOptions options) => DiskImage.Map(DiskLayout.Create(options), Contents(options));

    private static GrubContents Grub { get; } = new()
    {
        Boot = ExtentMap.OfBytes("XFSB"u8.ToArray()),
        Core = ExtentMap.OfBytes("core.img"u8.ToArray()),
        BootCode = "boot.img"u8.ToArray(),
    };

    private static DiskOptions Create(long size, int bootMiB, bool hasSystemdBoot = false, bool hasGrub = false) => new()
    {
        Size = size,
        SectorSize = 512,
        HasSystemdBoot = hasSystemdBoot,
        HasGrub = hasGrub,
        BootMiB = bootMiB,
        HasStatePartitions = false,
    };
}

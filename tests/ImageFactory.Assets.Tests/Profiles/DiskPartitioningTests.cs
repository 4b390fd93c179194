using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Disks;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class DiskPartitioningTests
{
    [Theory]
    [InlineData("1.7.6", BootloaderKind.Grub, 512, 1306525696, "EFI 2048, BIOS 206848, BOOT 208896, META 2256896, STATE 2258944, EPHEMERAL 2463744")]
    [InlineData("1.7.6", BootloaderKind.SdBoot, 512, 1306525696, "EFI 2048, META 2256896, STATE 2258944, EPHEMERAL 2463744")]
    [InlineData("1.8.0", BootloaderKind.Grub, 512, 1306525696, "EFI 2048, BIOS 206848, BOOT 208896, META 2256896")]
    [InlineData("1.10.0-alpha.0", BootloaderKind.DualBoot, 512, 2356150272, "EFI 2048, BIOS 2256896, BOOT 2258944, META 4306944")]
    [InlineData("1.10.0", BootloaderKind.SdBoot, 512, 1306525696, "EFI 2048, META 2256896")]
    [InlineData("1.11.0", BootloaderKind.DualBoot, 512, 4453302272, "EFI 2048, BIOS 4304896, BOOT 4306944, META 8402944")]
    [InlineData("1.11.0", BootloaderKind.SdBoot, 512, 2355101696, "EFI 2048, META 4304896")]
    [InlineData("1.11.0", BootloaderKind.Grub, 512, 2355101696, "EFI 2048, BIOS 206848, BOOT 208896, META 4304896")]
    [InlineData("1.14.0", BootloaderKind.DualBoot, 4096, 4453302272, "EFI 256, BIOS 538112, BOOT 538368, META 1050368")]
    public void Version_and_boot_loader_decide_the_partitions(
        string version, BootloaderKind bootloader, int sectorSize, long size, string expected)
    {
        var options = DiskPartitioning.Of(TalosVersion.Parse(version), bootloader, DiskSize.MinimumMiB, sectorSize);

        var partitions = DiskLayout.Create(options).Table.Placements
            .Select(placement => $"{placement.Partition.Name} {placement.FirstSector}");
        Assert.Equal(size, options.Size);
        Assert.Equal(expected, string.Join(", ", partitions));
    }

    [Fact]
    public void A_boot_loader_has_to_be_chosen_before() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => DiskPartitioning.Of(new TalosVersion(1, 13, 0), BootloaderKind.None, DiskSize.MinimumMiB, 512));
}

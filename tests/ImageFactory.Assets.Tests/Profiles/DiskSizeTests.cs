using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class DiskSizeTests
{
    [Theory]
    [InlineData("metal", "1.9.5", BootloaderKind.Grub, 1306525696)]
    [InlineData("metal", "1.10.0", BootloaderKind.DualBoot, 2356150272)]
    [InlineData("metal", "1.10.0", BootloaderKind.SdBoot, 1306525696)]
    [InlineData("metal", "1.10.0", BootloaderKind.Grub, 1306525696)]
    [InlineData("metal", "1.11.0", BootloaderKind.DualBoot, 4453302272)]
    [InlineData("metal", "1.11.0", BootloaderKind.SdBoot, 2355101696)]
    [InlineData("metal", "1.11.0", BootloaderKind.Grub, 2355101696)]
    [InlineData("aws", "1.9.5", BootloaderKind.Grub, 8589934592)]
    [InlineData("aws", "1.10.0", BootloaderKind.DualBoot, 9639559168)]
    [InlineData("aws", "1.11.0", BootloaderKind.DualBoot, 11736711168)]
    [InlineData("aws", "1.11.0", BootloaderKind.SdBoot, 9638510592)]
    [InlineData("exoscale", "1.9.5", BootloaderKind.Grub, 10737418240)]
    [InlineData("exoscale", "1.10.0", BootloaderKind.DualBoot, 11787042816)]
    [InlineData("exoscale", "1.15.0", BootloaderKind.DualBoot, 13884194816)]
    public void The_layout_adds_to_the_base_size(string platform, string version, BootloaderKind bootloader, long expectedBytes)
    {
        var size = DiskSize.WithLayoutMiB(Platforms.Find(platform)!.BaseDiskMiB, TalosVersion.Parse(version), bootloader);

        Assert.Equal(expectedBytes, (long)size << 20);
    }
}

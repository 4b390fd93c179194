using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class DiskSizeTests
{
    [Theory]
    [InlineData("metal", "1.9.5", Bootloader.Grub, 1306525696)]
    [InlineData("metal", "1.10.0", Bootloader.DualBoot, 2356150272)]
    [InlineData("metal", "1.10.0", Bootloader.SdBoot, 1306525696)]
    [InlineData("metal", "1.10.0", Bootloader.Grub, 1306525696)]
    [InlineData("metal", "1.11.0", Bootloader.DualBoot, 4453302272)]
    [InlineData("metal", "1.11.0", Bootloader.SdBoot, 2355101696)]
    [InlineData("metal", "1.11.0", Bootloader.Grub, 2355101696)]
    [InlineData("aws", "1.9.5", Bootloader.Grub, 8589934592)]
    [InlineData("aws", "1.10.0", Bootloader.DualBoot, 9639559168)]
    [InlineData("aws", "1.11.0", Bootloader.DualBoot, 11736711168)]
    [InlineData("aws", "1.11.0", Bootloader.SdBoot, 9638510592)]
    [InlineData("exoscale", "1.9.5", Bootloader.Grub, 10737418240)]
    [InlineData("exoscale", "1.10.0", Bootloader.DualBoot, 11787042816)]
    [InlineData("exoscale", "1.15.0", Bootloader.DualBoot, 13884194816)]
    public void The_layout_adds_to_the_base_size(string platform, string version, Bootloader bootloader, long expectedBytes)
    {
        var size = DiskSize.WithLayoutMiB(Platforms.Find(platform)!.BaseDiskMiB, TalosVersion.Parse(version), bootloader);

        Assert.Equal(expectedBytes, (long)size << 20);
    }
}

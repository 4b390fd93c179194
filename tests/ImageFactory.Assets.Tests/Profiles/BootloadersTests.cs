using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class BootloadersTests
{
    [Theory]
    [InlineData(null, "1.9.9", Architecture.Amd64, false, Bootloader.Grub)]
    [InlineData(null, "1.9.9", Architecture.Arm64, false, Bootloader.Grub)]
    [InlineData(null, "1.9.9", Architecture.Amd64, true, Bootloader.SdBoot)]
    [InlineData(null, "1.10.0-alpha.0", Architecture.Amd64, false, Bootloader.DualBoot)]
    [InlineData(null, "1.10.0", Architecture.Arm64, false, Bootloader.SdBoot)]
    [InlineData(null, "1.13.0", Architecture.Amd64, true, Bootloader.SdBoot)]
    [InlineData(Bootloader.Grub, "1.13.0", Architecture.Arm64, false, Bootloader.Grub)]
    [InlineData(Bootloader.Grub, "1.13.0", Architecture.Amd64, true, Bootloader.SdBoot)]
    [InlineData(Bootloader.SdBoot, "1.9.9", Architecture.Amd64, false, Bootloader.SdBoot)]
    public void SecureBoot_comes_before_choice_and_choice_before_version(
        Bootloader? chosen, string version, Architecture architecture, bool secureBoot, Bootloader expected) =>
        Assert.Equal(expected, Bootloaders.Select(chosen, TalosVersion.Parse(version), architecture, secureBoot));
}

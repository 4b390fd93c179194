using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class BootloadersTests
{
    [Theory]
    [InlineData(BootloaderKind.None, "1.9.9", Architecture.Amd64, false, BootloaderKind.Grub)]
    [InlineData(BootloaderKind.None, "1.9.9", Architecture.Arm64, false, BootloaderKind.Grub)]
    [InlineData(BootloaderKind.None, "1.9.9", Architecture.Amd64, true, BootloaderKind.SdBoot)]
    [InlineData(BootloaderKind.None, "1.10.0-alpha.0", Architecture.Amd64, false, BootloaderKind.DualBoot)]
    [InlineData(BootloaderKind.None, "1.10.0", Architecture.Arm64, false, BootloaderKind.SdBoot)]
    [InlineData(BootloaderKind.None, "1.13.0", Architecture.Amd64, true, BootloaderKind.SdBoot)]
    [InlineData(BootloaderKind.Grub, "1.13.0", Architecture.Arm64, false, BootloaderKind.Grub)]
    [InlineData(BootloaderKind.Grub, "1.13.0", Architecture.Amd64, true, BootloaderKind.SdBoot)]
    [InlineData(BootloaderKind.SdBoot, "1.9.9", Architecture.Amd64, false, BootloaderKind.SdBoot)]
    public void SecureBoot_comes_before_choice_and_choice_before_version(
        BootloaderKind chosen, string version, Architecture architecture, bool secureBoot, BootloaderKind expected) =>
        Assert.Equal(expected, Bootloaders.Select(chosen, TalosVersion.Parse(version), architecture, secureBoot));
}

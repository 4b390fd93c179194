using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class CustomisationsTests
{
    private const Customisation InInitramfs =
        Customisation.Extensions | Customisation.EmbeddedConfiguration | Customisation.Overlay;

    [Theory]
    [InlineData(OutputKind.Kernel, Customisation.None)]
    [InlineData(OutputKind.Cmdline, Customisation.Overlay | Customisation.ExtraKernelArguments | Customisation.MetaOnCommandLine)]
    [InlineData(OutputKind.Initramfs, InInitramfs)]
    [InlineData(
        OutputKind.Iso,
        InInitramfs | Customisation.ExtraKernelArguments | Customisation.MetaOnCommandLine | Customisation.Bootloader)]
    [InlineData(
        OutputKind.Image,
        InInitramfs | Customisation.ExtraKernelArguments | Customisation.MetaInPartition | Customisation.Bootloader
            | Customisation.SectorSize)]
    [InlineData(OutputKind.Uki, InInitramfs | Customisation.ExtraKernelArguments)]
    [InlineData(OutputKind.Installer, InInitramfs | Customisation.ExtraKernelArguments)]
    public void A_new_version_takes_all_that_a_kind_can_have(OutputKind kind, Customisation expected) =>
        Assert.Equal(expected, For(kind, "1.13.0", secureBoot: false));

    [Theory]
    [InlineData(OutputKind.Iso, true)]
    [InlineData(OutputKind.Image, true)]
    [InlineData(OutputKind.Uki, false)]
    [InlineData(OutputKind.Installer, false)]
    [InlineData(OutputKind.Cmdline, false)]
    public void Keys_are_enrolled_by_SecureBoot_ISOs_and_disk_images(OutputKind kind, bool expected)
    {
        Assert.Equal(expected, For(kind, "1.13.0", secureBoot: true).HasFlag(Customisation.KeyEnrolment));
        Assert.False(For(kind, "1.13.0", secureBoot: false).HasFlag(Customisation.KeyEnrolment));
    }

    [Theory]
    [InlineData("1.9.5", false, false)]
    [InlineData("1.9.5", true, true)]
    [InlineData("1.10.0-alpha.0", false, true)]
    [InlineData("1.10.0", true, true)]
    public void UKI_and_installer_take_extra_arguments_from_1_10_or_with_SecureBoot(
        string version, bool secureBoot, bool expected)
    {
        foreach (var kind in new[] { OutputKind.Uki, OutputKind.Installer })
        {
            Assert.Equal(expected, For(kind, version, secureBoot).HasFlag(Customisation.ExtraKernelArguments));
        }
    }

    [Theory]
    [InlineData("1.11.9", false)]
    [InlineData("1.12.0", true)]
    public void The_boot_loader_of_an_ISO_can_be_chosen_from_1_12(string version, bool expected)
    {
        Assert.Equal(expected, For(OutputKind.Iso, version, secureBoot: false).HasFlag(Customisation.Bootloader));
        Assert.True(For(OutputKind.Image, version, secureBoot: false).HasFlag(Customisation.Bootloader));
    }

    [Theory]
    [InlineData(OutputKind.Iso, "1.6.9", Customisation.Overlay | Customisation.EmbeddedConfiguration)]
    [InlineData(OutputKind.Initramfs, "1.7.0", Customisation.EmbeddedConfiguration)]
    [InlineData(OutputKind.Installer, "1.11.9", Customisation.EmbeddedConfiguration)]
    [InlineData(OutputKind.Installer, "1.12.0-beta.0", Customisation.None)]
    [InlineData(OutputKind.Kernel, "1.6.9", Customisation.None)]
    [InlineData(OutputKind.Cmdline, "1.6.9", Customisation.Overlay)]
    public void What_a_version_cannot_do_is_refused_and_does_not_count(
        OutputKind kind, string version, Customisation expected)
    {
        Assert.Equal(expected, Customisations.Refused(kind, TalosVersion.Parse(version)));
        Assert.Equal(Customisation.None, expected & For(kind, version, secureBoot: false));
    }

    private static Customisation For(OutputKind kind, string version, bool secureBoot) =>
        Customisations.For(kind, TalosVersion.Parse(version), secureBoot);
}

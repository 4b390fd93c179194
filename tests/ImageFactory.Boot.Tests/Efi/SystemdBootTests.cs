using System.Text;
using ImageFactory.Boot.Efi;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Efi;

public sealed class SystemdBootTests
{
    private static readonly SystemdBootOptions Options = new()
    {
        LoaderPath = "EFI/boot/BOOTX64.efi",
        Loader = ExtentMap.OfBytes("systemd-boot"u8.ToArray()),
        Uki = ExtentMap.OfBytes("unified kernel image"u8.ToArray()),
        Version = "v1.13.0",
        SecureBootEnrolment = null,
        Time = 1559424892,
    };

    [Theory]
    [InlineData("EFI/boot/BOOTX64.efi", "EFI/boot")]
    [InlineData("EFI/boot/BOOTAA64.efi", "EFI/boot")]
    [InlineData("EFI/BOOT/BOOTX64.EFI", "EFI/BOOT")]
    public void Files_come_behind_their_directories(string loaderPath, string directory)
    {
        var files = SystemdBoot.Files(Options with { LoaderPath = loaderPath });

        Assert.Equal(
            ["EFI", directory, loaderPath, "EFI/Linux", "EFI/Linux/Talos-v1.13.0.efi", "loader", "loader/loader.conf"],
            files.Select(file => file.Path));
        Assert.Same(Options.Loader, files[2].Content);
        Assert.Same(Options.Uki, files[4].Content);
    }

    [Theory]
    [InlineData(null, "# systemd-boot configuration\n\ntimeout 10\n")]
    [InlineData("off", "# systemd-boot configuration\n\ntimeout 10\n\nsecure-boot-enroll off\n")]
    [InlineData("if-safe", "# systemd-boot configuration\n\ntimeout 10\n\nsecure-boot-enroll if-safe\n")]
    public async Task The_configuration_speaks_of_keys_only_when_it_has_to(string? enrolment, string expected)
    {
        var files = SystemdBoot.Files(Options with { SecureBootEnrolment = enrolment });

        Assert.Equal(expected, Encoding.ASCII.GetString(await MapBytes.ReadAsync(files[^1].Content!)));
    }

    [Theory]
    [InlineData("BOOTX64.efi", "v1.13.0")]
    [InlineData("EFI/boot/", "v1.13.0")]
    [InlineData("EFI/boot/BOOTX64.efi", "v1:13")]
    public void A_name_that_FAT_cannot_keep_is_refused(string loaderPath, string version) =>
        Assert.Throws<ArgumentException>(() => SystemdBoot.Files(Options with { LoaderPath = loaderPath, Version = version }));
}

using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class ProfileValidatorTests
{
    [Theory]
    [InlineData("1.4.8", "metal-amd64-uki.efi", "A unified kernel image needs Talos v1.5.0 or newer; this is v1.4.8.")]
    [InlineData("1.4.8", "metal-amd64-secureboot.iso", "SecureBoot needs Talos v1.5.0 or newer; this is v1.4.8.")]
    [InlineData("1.4.8", "cmdline-metal-amd64-secureboot", "SecureBoot needs Talos v1.5.0 or newer; this is v1.4.8.")]
    public void What_a_version_cannot_make_is_unsupported(string version, string asset, string expected)
    {
        var fault = Assert.Single(Validate(version, asset));

        Assert.Equal(ProfileFaultKind.Unsupported, fault.Kind);
        Assert.Equal(expected, fault.Message);
    }

    [Theory]
    [InlineData("1.6.8", "akamai-amd64.raw.gz", "Platform akamai needs Talos v1.7.0 or newer; this is v1.6.8.")]
    [InlineData(
        "1.8.0-alpha.1", "cloudstack-amd64.raw.gz", "Platform cloudstack needs Talos v1.8.0-alpha.2 or newer; this is v1.8.0-alpha.1.")]
    [InlineData("1.13.0", "hcloud-arm64.raw.xz", "Platform hcloud has no arm64 machines; it has amd64.")]
    public void What_a_platform_has_no_use_for_is_not_offered(string version, string asset, string expected)
    {
        var fault = Assert.Single(Validate(version, asset));

        Assert.Equal(ProfileFaultKind.NotOffered, fault.Kind);
        Assert.Equal(expected, fault.Message);
    }

    [Fact]
    public void What_a_platform_cannot_boot_is_unsupported()
    {
        var fault = Assert.Single(Validate("1.13.0", "container-amd64.iso"));

        Assert.Equal(ProfileFaultKind.Unsupported, fault.Kind);
        Assert.Equal("Platform container boots nothing; it only has a command line.", fault.Message);
    }

    [Theory]
    [InlineData("1.5.0-alpha.0", "metal-amd64-secureboot-uki.efi")]
    [InlineData("1.3.7", "metal-amd64.raw.xz")]
    [InlineData("1.8.0-alpha.2", "cloudstack-amd64.raw.gz")]
    [InlineData("1.14.0", "alibabacloud-arm64.qcow2")]
    [InlineData("1.13.0", "cmdline-container-amd64")]
    [InlineData("1.13.0", "aws-amd64-secureboot.qcow2.tar.gz")]
    [InlineData("1.3.7", "kernel-arm64")]
    public void What_fits_has_no_faults(string version, string asset) => Assert.Empty(Validate(version, asset));

    [Fact]
    public void All_faults_are_told_at_once_and_each_has_its_code()
    {
        var faults = Validate("1.4.0", "akamai-arm64-secureboot-uki.efi");

        Assert.Equal(
            "secureboot-version uki-version platform-version platform-architecture",
            string.Join(' ', faults.Select(fault => fault.Code)));
    }

    private static IReadOnlyList<ProfileFault> Validate(string version, string asset)
    {
        Assert.True(AssetName.TryParse(asset, out var name, out var fault), fault);
        return ProfileValidator.Validate(TalosVersion.Parse(version), name);
    }
}

using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class ProfileTests
{
    private const string EmptySchematic = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    [Fact]
    public void A_profile_prints_as_a_path_and_parses_back()
    {
        var asset = AssetName.Uki(Platforms.Metal, Architecture.Arm64, secureBoot: true);
        var profile = new Profile(SchematicId.Parse(EmptySchematic), new TalosVersion(1, 13, 0), asset);

        var path = profile.ToString();

        Assert.Equal($"{EmptySchematic}/v1.13.0/metal-arm64-secureboot-uki.efi", path);
        Assert.True(Profile.TryParse(path, out var back, out _));
        Assert.Equal(profile, back);
    }

    [Fact]
    public void The_v_of_the_version_may_be_missing()
    {
        Assert.True(Profile.TryParse($"{EmptySchematic}/1.13.0-rc.1/kernel-x86_64", out var profile, out _));
        Assert.Equal($"{EmptySchematic}/v1.13.0-rc.1/kernel-amd64", profile.ToString());
    }

    [Theory]
    [InlineData("", "<schematic ID>/<version>/<asset>")]
    [InlineData(EmptySchematic + "/v1.13.0", "<schematic ID>/<version>/<asset>")]
    [InlineData(EmptySchematic + "/v1.13.0/kernel-amd64/", "<schematic ID>/<version>/<asset>")]
    [InlineData("aaaaaaaaaaaa/v1.13.0/kernel-amd64", "64 lower-case hexadecimal digits")]
    [InlineData("376567988AD370138AD8B2698212367B8EDCB69B5FD68C80BE1F2EC7D603B4BA/v1.13.0/kernel-amd64", "64 lower-case")]
    [InlineData(EmptySchematic + "/v1.13/kernel-amd64", "such as v1.13.0")]
    [InlineData(EmptySchematic + "/v1.13.0/kernel-foo", "\"foo\"")]
    public void A_fault_says_which_part_is_wrong(string text, string expected)
    {
        Assert.False(Profile.TryParse(text, out var profile, out var fault));
        Assert.Null(profile);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }
}

using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class ResetProfileTests
{
    [Theory]
    [InlineData(OutputKind.Iso, "reset|Reset system disk|talos.experimental.wipe=system")]
    [InlineData(
        OutputKind.Image, "reset-maintenance|Reset to maintenance mode|talos.experimental.wipe=system:EPHEMERAL,STATE")]
    [InlineData(
        OutputKind.Installer, "reset-maintenance|Reset to maintenance mode|talos.experimental.wipe=system:EPHEMERAL,STATE")]
    [InlineData(OutputKind.Uki, null)]
    [InlineData(OutputKind.Cmdline, null)]
    public void The_extra_profile_depends_on_the_kind(OutputKind kind, string? expected)
    {
        var profile = ResetProfile.For(kind, new TalosVersion(1, 10, 0));

        Assert.Equal(expected, profile is null ? null : $"{profile.Id}|{profile.Title}|{profile.Argument}");
    }

    [Theory]
    [InlineData("1.9.9", false)]
    [InlineData("1.10.0-alpha.0", true)]
    public void Profiles_exist_from_1_10(string version, bool expected) =>
        Assert.Equal(expected, ResetProfile.For(OutputKind.Iso, TalosVersion.Parse(version)) is not null);
}

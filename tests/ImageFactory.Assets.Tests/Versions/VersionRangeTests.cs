using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Versions;

/// <summary>Ranges of versions in manifests of extensions.</summary>
public sealed class VersionRangeTests
{
    [Theory]
    [InlineData("", "v1.13.0", true)]
    [InlineData(">= v1.0.0", "v1.13.0", true)]
    [InlineData(">= v1.13.0", "v1.13.0", true)]
    [InlineData(">= v1.13.1", "v1.13.0", false)]
    [InlineData(">=1.6.0", "v1.5.5", false)]
    [InlineData("> 1.6.0", "v1.6.0", false)]
    [InlineData("<= 1.6.0", "v1.6.0", true)]
    [InlineData("< 1.6.0", "v1.6.0", false)]
    [InlineData("1.6.0", "v1.6.0", true)]
    [InlineData("= v1.6.0", "v1.6.1", false)]
    [InlineData("!= 1.6.0", "v1.6.0", false)]
    [InlineData("!1.6.0", "v1.6.1", true)]
    [InlineData(">= v1.6.0 < v1.9.0", "v1.8.9", true)]
    [InlineData(">= v1.6.0 < v1.9.0", "v1.9.0", false)]
    [InlineData("< 1.4.0 || >= 1.6.0", "v1.5.0", false)]
    [InlineData("< 1.4.0 || >= 1.6.0", "v1.6.0", true)]
    [InlineData("1.6.x", "v1.6.7", true)]
    [InlineData("1.6.x", "v1.7.0", false)]
    [InlineData("> 1.6.x", "v1.6.7", false)]
    [InlineData("<= 1.x", "v1.99.0", true)]
    [InlineData("!= 1.x", "v1.6.0", false)]
    public void A_version_is_in_the_range_or_not(string range, string version, bool isIn) => Assert.Equal(isIn, Read(range).Contains(TalosVersion.Parse(version)));

    [Theory]
    [InlineData(">= v1.13.0")]
    [InlineData(">= v1.13.0-alpha.2")]
    [InlineData("1.13.x")]
    public void A_prerelease_counts_as_its_release(string range) => Assert.True(Read(range).Contains(TalosVersion.Parse("v1.13.0-alpha.1")));

    [Fact]
    public void A_prerelease_is_below_its_release_in_the_range_itself() => Assert.False(Read("<= v1.13.0-rc.1").Contains(TalosVersion.Parse("v1.13.0")));

    [Theory]
    [InlineData(">=")]
    [InlineData(">= 1")]
    [InlineData(">= 1.2")]
    [InlineData("~1.2.0")]
    [InlineData("=> 1.2.0")]
    [InlineData("1.2.0 ||")]
    [InlineData("|| 1.2.0")]
    [InlineData("x")]
    [InlineData("1.x.2")]
    [InlineData("99999999999.x")]
    [InlineData("2147483647.x")]
    [InlineData("latest")]
    public void What_is_no_range_is_told(string text) => Assert.False(VersionRange.TryParse(text, out _));

    [Fact]
    public void A_range_has_a_longest_length() => Assert.False(VersionRange.TryParse("1.0.0".PadRight(1025), out _));

    private static VersionRange Read(string text)
    {
        Assert.True(VersionRange.TryParse(text, out var range));
        return range;
    }
}

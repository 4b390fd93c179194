using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Versions;

public sealed class TalosVersionTests
{
    [Theory]
    [InlineData("1.13.0")]
    [InlineData("0.0.0")]
    [InlineData("1.15.0-alpha.0")]
    [InlineData("1.0.0-alpha-x.7.0A")]
    [InlineData("1.0.0-0")]
    [InlineData("1.0.0+001.sha-5")]
    [InlineData("1.0.0-rc.1+build")]
    public void A_strict_version_prints_as_it_was_written(string text)
    {
        var bare = TalosVersion.Parse(text);
        var tagged = TalosVersion.Parse("v" + text);

        Assert.Equal(text, bare.ToString());
        Assert.Equal("v" + text, tagged.Tag);
        Assert.Equal(bare, tagged);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("vv1.2.3")]
    [InlineData("V1.2.3")]
    [InlineData("1.2")]
    [InlineData("v1.11")]
    [InlineData("1.2.3.4")]
    [InlineData("1..3")]
    [InlineData("01.2.3")]
    [InlineData("1.2.03")]
    [InlineData("1.2.-3")]
    [InlineData("1.2.+3")]
    [InlineData(" 1.2.3")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3+")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-rc.01")]
    [InlineData("1.2.3-rc_1")]
    [InlineData("1.2.3+a+b")]
    [InlineData("1.2.99999999999")]
    [InlineData("1.2.٣")]
    [InlineData("latest")]
    public void Anything_else_is_no_version(string? text)
    {
        Assert.False(TalosVersion.TryParse(text, out var version));
        Assert.Equal(default, version);
    }

    [Fact]
    public void A_text_longer_than_a_tag_is_no_version()
    {
        Assert.True(TalosVersion.TryParse("1.2.3-" + new string('a', 122), out _));
        Assert.False(TalosVersion.TryParse("1.2.3-" + new string('a', 123), out _));
    }

    [Fact]
    public void Parse_names_the_text_that_is_no_version()
    {
        var exception = Assert.Throws<FormatException>(() => TalosVersion.Parse("banana"));

        Assert.Contains("'banana'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.11", "1.11.0")]
    [InlineData("1", "1.0.0")]
    [InlineData("v1.11.2", "1.11.2")]
    [InlineData("v1.11.2-beta.0", "1.11.2-beta.0")]
    public void A_tag_may_be_short(string tag, string expected)
    {
        Assert.True(TalosVersion.TryParseTag(tag, out var version));
        Assert.Equal(expected, version.ToString());
    }

    [Theory]
    [InlineData("v1.11-beta.0")]
    [InlineData("v1+x")]
    [InlineData("latest")]
    [InlineData("sha256-9cba8e32753f.sig")]
    [InlineData("v")]
    [InlineData("1.")]
    public void A_tag_that_is_no_version_is_refused(string tag) => Assert.False(TalosVersion.TryParseTag(tag, out _));

    [Fact]
    public void Order_is_the_precedence_of_semantic_versioning()
    {
        // The examples of section 11, and longer numbers than any integer type holds.
        string[] ascending =
        [
            "0.9.0", "1.0.0-1", "1.0.0-9", "1.0.0-10", "1.0.0-99999999999999999999", "1.0.0-100000000000000000000", "1.0.0-Z",
            "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
            "1.0.0", "1.0.1", "1.2.0", "1.10.0-alpha.0", "1.10.0", "2.0.0",
        ];

        var sorted = ascending.Reverse().Select(TalosVersion.Parse).Order().Select(version => version.ToString());

        Assert.Equal(string.Join(' ', ascending), string.Join(' ', sorted));
    }

    [Fact]
    public void Build_metadata_orders_only_versions_that_are_equal_without_it()
    {
        var plain = TalosVersion.Parse("1.0.0");
        var built = TalosVersion.Parse("1.0.0+a");

        Assert.NotEqual(plain, built);
        Assert.True(plain < built);
        Assert.True(built < TalosVersion.Parse("1.0.1-a"));
        Assert.Equal("a", built.Build);
    }

    [Fact]
    public void Operators_follow_the_order()
    {
        var low = TalosVersion.Parse("1.9.0");
        var high = TalosVersion.Parse("1.10.0");

        Assert.True(low < high && low <= high && high > low && high >= low);
        Assert.False(high < low || high <= low || low > high || low >= high);
    }

    [Fact]
    public void A_prerelease_knows_its_release()
    {
        var version = TalosVersion.Parse("v1.15.2-alpha.0+x");

        Assert.True(version.IsPrerelease);
        Assert.Equal("alpha.0", version.Prerelease);
        Assert.Equal(new TalosVersion(1, 15, 2), version.Release);
        Assert.False(version.Release.IsPrerelease);
    }

    [Fact]
    public void The_default_value_is_version_zero() => Assert.Equal(TalosVersion.Parse("0.0.0"), default);
}

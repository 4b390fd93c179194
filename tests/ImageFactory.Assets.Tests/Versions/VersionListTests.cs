using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Tests.Versions;

public sealed class VersionListTests
{
    private static readonly string[] Tags =
    [
        "v1.14.0-rc.1", "latest", "v1.10.2", "v1.9.4", "v1.1.2", "v1.2.0", "v1.2.0-beta.1", "v1.13.1", "v1.13.0-rc.0", "v1.14.0-alpha.2",
        "v1.13.9", "sha256-9cba8e32.sig", "v1.14.0-rc.1-4-gad88231", "v1.14.0-dev.1", "v1.14.0-beta", "v1.14.0-beta.x", "v1.14.0-beta.1.2",
    ];

    [Fact]
    public void Versions_are_sorted_and_without_foreign_tags_old_versions_and_old_prereleases()
    {
        var list = VersionList.FromTags(Tags, new VersionListOptions());

        Assert.Equal(
            "v1.2.0 v1.9.4 v1.10.2 v1.13.1 v1.13.9 v1.14.0-alpha.2 v1.14.0-rc.1",
            TagsOf(list.Versions));
    }

    [Fact]
    public void Broken_versions_are_left_out()
    {
        var list = VersionList.FromTags(Tags, new VersionListOptions { Broken = [new(1, 13, 1)] });

        Assert.False(list.Contains(new(1, 13, 1)));
        Assert.True(list.Contains(new(1, 13, 9)));
    }

    [Fact]
    public void The_minimum_is_inclusive_and_its_prereleases_are_below_it()
    {
        var options = new VersionListOptions { Minimum = TalosVersion.Parse("1.14.0") };
        var list = VersionList.FromTags(["v1.14.0", "v1.14.0-rc.1", "v1.13.9"], options);

        Assert.Equal("v1.14.0", TagsOf(list.Versions));
    }

    [Fact]
    public void Prereleases_are_offered_for_the_newest_of_all_tags_even_when_that_one_is_not_offered()
    {
        var options = new VersionListOptions { Broken = [TalosVersion.Parse("1.15.0-alpha.0")] };
        var list = VersionList.FromTags(["v1.14.0-rc.1", "v1.15.0-alpha.0", "v1.13.0"], options);

        Assert.Equal("v1.13.0", TagsOf(list.Versions));
    }

    [Fact]
    public void Prereleases_of_the_newest_minor_version_stay_when_it_is_released()
    {
        var list = VersionList.FromTags(["v1.14.0-rc.1", "v1.14.0", "v1.14.1"], new VersionListOptions());

        Assert.Equal("v1.14.0-rc.1 v1.14.0 v1.14.1", TagsOf(list.Versions));
    }

    [Fact]
    public void Two_tags_of_one_version_are_one_version()
    {
        var list = VersionList.FromTags(["v1.11", "1.11.0", "v1.11.0"], new VersionListOptions());

        Assert.Equal("v1.11.0", TagsOf(list.Versions));
    }

    [Fact]
    public void Latest_is_the_newest_without_prerelease() =>
        Assert.Equal("v1.13.9", VersionList.FromTags(Tags, new VersionListOptions()).Latest?.Tag);

    [Theory]
    [InlineData]
    [InlineData("latest")]
    [InlineData("v1.14.0-rc.1")]
    public void There_is_no_latest_without_a_release(params string[] tags) =>
        Assert.Null(VersionList.FromTags(tags, new VersionListOptions()).Latest);

    [Theory]
    [InlineData("1.13.9", true)]
    [InlineData("1.13.2", false)]
    [InlineData("1.14.0-rc.1", true)]
    [InlineData("1.14.0-rc.1+x", false)]
    [InlineData("1.14.0", false)]
    public void Only_the_exact_version_is_a_member(string version, bool expected) =>
        Assert.Equal(expected, VersionList.FromTags(Tags, new VersionListOptions()).Contains(TalosVersion.Parse(version)));

    [Theory]
    [InlineData("1.13.5", "v1.13.1 v1.13.9")]
    [InlineData("1.0.0", "v1.2.0 v1.9.4")]
    [InlineData("1.99.0", "v1.14.0-alpha.2 v1.14.0-rc.1")]
    public void The_nearest_versions_are_the_neighbours(string wanted, string expected)
    {
        var list = VersionList.FromTags(Tags, new VersionListOptions());

        var nearest = list.Nearest(TalosVersion.Parse(wanted), count: 2);

        Assert.Equal(expected, TagsOf(nearest));
    }

    [Fact]
    public void There_are_no_more_nearest_versions_than_versions()
    {
        var list = VersionList.FromTags(["v1.2.3"], new VersionListOptions());

        Assert.Single(list.Nearest(new(1, 9, 0), count: 5));
        Assert.Empty(VersionList.FromTags([], new VersionListOptions()).Nearest(new(1, 9, 0), count: 5));
    }

    private static string TagsOf(IEnumerable<TalosVersion> versions) =>
        string.Join(' ', versions.Select(version => version.Tag));
}

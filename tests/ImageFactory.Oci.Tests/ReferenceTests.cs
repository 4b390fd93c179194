using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Tests;

public sealed class ReferenceTests
{
    private const string Sha = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("siderolabs/imager:v1.13.0", null, "siderolabs/imager", "v1.13.0", null)]
    [InlineData("imager:latest", null, "imager", "latest", null)]
    [InlineData("ghcr.io/siderolabs/imager:v1.13.0", "ghcr.io", "siderolabs/imager", "v1.13.0", null)]
    [InlineData("localhost/imager:v1", "localhost", "imager", "v1", null)]
    [InlineData("127.0.0.1:5000/a/b__c/d-e.f:v1", "127.0.0.1:5000", "a/b__c/d-e.f", "v1", null)]
    [InlineData("[::1]:5000/imager:v1", "[::1]:5000", "imager", "v1", null)]
    [InlineData("a/b@" + Sha, null, "a/b", null, Sha)]
    [InlineData("ghcr.io/a/b:v1@" + Sha, "ghcr.io", "a/b", "v1", Sha)]
    [InlineData("a/b:_x-.Y", null, "a/b", "_x-.Y", null)]
    public void A_reference_is_read_and_written_back(string text, string? host, string repository, string? tag, string? digest)
    {
        var reference = Reference.Parse(text);

        Assert.Equal(
            (host, repository, tag, digest),
            (reference.Host, reference.Repository.ToString(), reference.Tag, reference.Digest?.ToString()));
        Assert.Equal(text, reference.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("siderolabs/imager")]
    [InlineData("Siderolabs/imager:v1")]
    [InlineData("a//b:v1")]
    [InlineData("/a:v1")]
    [InlineData("a/:v1")]
    [InlineData("a/../b:v1")]
    [InlineData("a___b:v1")]
    [InlineData("a.-b:v1")]
    [InlineData("a:")]
    [InlineData("a:.v1")]
    [InlineData("a:v1\n")]
    [InlineData("a@sha256:e3b0")]
    [InlineData("a@md5:e3b0c44298fc1c149afbf4c8996fb924")]
    [InlineData("a@" + Sha + "@" + Sha)]
    [InlineData("host:0/a:v1")]
    [InlineData("host:65536/a:v1")]
    [InlineData("-host.org/a:v1")]
    [InlineData("[::1/a:v1")]
    public void What_is_outside_the_grammar_is_refused(string text) => Assert.False(Reference.TryParse(text, out _));

    [Fact]
    public void A_tag_has_at_most_128_characters()
    {
        Assert.True(Reference.IsTag(new string('a', 128)));
        Assert.False(Reference.IsTag(new string('a', 129)));
    }

    [Fact]
    public void A_repository_name_has_at_most_255_characters()
    {
        Assert.True(RepositoryName.TryParse(new string('a', 255), out _));
        Assert.False(RepositoryName.TryParse(new string('a', 256), out _));
    }

    [Fact]
    public void A_hostile_name_is_refused_at_once()
    {
        var name = string.Concat(Enumerable.Repeat("a_", 100_000));

        Assert.False(Reference.TryParse(name + ":v1", out _));
        Assert.False(RepositoryName.TryParse(name, out _));
    }

    [Fact]
    public void A_bad_tag_is_our_bug() =>
        Assert.Throws<ArgumentException>(() => Reference.ToTag(RepositoryName.Parse("a"), "not a tag"));

    [Fact]
    public void References_are_equal_by_value()
    {
        var digest = Digest.Parse(Sha);

        Assert.Equal(Reference.Parse("a/b@" + Sha), Reference.ToDigest(RepositoryName.Parse("a/b"), digest));
        Assert.NotEqual(Reference.Parse("a/b:v1"), Reference.Parse("a/b:v2"));
    }
}

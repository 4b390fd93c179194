using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Extents;

public sealed class DigestTests
{
    [Fact]
    public void Sha256_of_nothing_is_the_known_digest()
    {
        Assert.Equal(
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            Digest.OfBytes([]).ToString());
    }

    [Fact]
    public void Equal_texts_are_equal_digests()
    {
        var text = Digest.OfBytes("a"u8).ToString();

        Assert.Equal(Digest.Parse(text), Digest.OfBytes("a"u8));
        Assert.Equal("sha256", Digest.Parse(text).Algorithm);
        Assert.Equal(64, Digest.Parse(text).Hex.Length);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("sha256:../../../../../../../../../../../../../../../../../../../etc/passwd")]
    public void Anything_else_is_not_a_digest(string? text)
    {
        Assert.False(Digest.TryParse(text, out _));
    }
}

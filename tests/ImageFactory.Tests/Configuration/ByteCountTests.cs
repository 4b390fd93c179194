using ImageFactory.Configuration;

namespace ImageFactory.Tests.Configuration;

public sealed class ByteCountTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("20000000000", 20_000_000_000)]
    [InlineData("500MB", 500_000_000)]
    [InlineData("1kB", 1_000)]
    [InlineData("1 KiB", 1_024)]
    [InlineData("20GB", 20_000_000_000)]
    [InlineData("20 GiB", 21_474_836_480)]
    [InlineData("2TB", 2_000_000_000_000)]
    [InlineData("999999TiB", 1_099_510_528_264_372_224)]
    public void A_size_is_read(string text, long expected)
    {
        Assert.Matches($"^({ByteCount.Pattern})$", text);
        Assert.Equal(expected, ByteCount.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5GB")]
    [InlineData("20G")]
    [InlineData("20gb")]
    [InlineData("20  GB")]
    [InlineData("9999999999999999")]
    [InlineData("lots")]
    public void What_is_no_size_is_refused(string text) => Assert.DoesNotMatch($"^({ByteCount.Pattern})$", text);

    [Fact]
    public void No_text_is_no_limit() => Assert.Null(ByteCount.Parse(null));
}

using System.IO.Compression;
using System.Text;
using ImageFactory.Boot.CommandLine;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Boot.Tests.CommandLine;

public sealed class MetaEnvironmentTests
{
    private static readonly MetaValue[] Long =
    [
        new(10, string.Concat(Enumerable.Repeat("foobar", 256))),
        new(11, string.Concat(Enumerable.Repeat("baz", 256))),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_short_text_is_not_compressed(bool allowGzip)
    {
        var encoded = MetaEnvironment.Encode([new MetaValue(10, "foo"), new MetaValue(11, "bar")], allowGzip);

        Assert.Equal("MHhhPWZvbzsweGI9YmFy", encoded);
    }

    [Fact]
    public void Without_gzip_a_long_text_stays_plain()
    {
        var encoded = MetaEnvironment.Encode(Long, allowGzip: false);

        Assert.Equal(3084, encoded.Length);
    }

    [Fact]
    public void With_gzip_a_long_text_becomes_short_and_reads_back()
    {
        var encoded = MetaEnvironment.Encode(Long, allowGzip: true);

        Assert.InRange(encoded.Length, 1, 100);
        Assert.Equal($"0xa={Long[0].Value};0xb={Long[1].Value}", Decompress(encoded));
    }

    [Theory]
    [InlineData(252, false)] // "0xa=" and 252 bytes: 256
    [InlineData(253, true)]
    public void Only_more_than_256_bytes_are_compressed(int length, bool compressed)
    {
        var encoded = MetaEnvironment.Encode([new MetaValue(10, new string('x', length))], allowGzip: true);

        Assert.Equal(compressed, Convert.FromBase64String(encoded) is [0x1F, 0x8B, ..]);
    }

    [Fact]
    public void The_gzip_header_tells_neither_time_nor_platform()
    {
        var member = Convert.FromBase64String(MetaEnvironment.Encode(Long, allowGzip: true));

        Assert.Equal("1f8b08000000000002ff", Convert.ToHexStringLower(member.AsSpan(0, 10)));
    }

    [Theory]
    [InlineData(10, "0xa=foo")]
    [InlineData(0, "0x0=foo")]
    [InlineData(255, "0xff=foo")]
    public void The_key_is_hexadecimal(byte key, string expected) =>
        Assert.Equal(expected, new MetaValue(key, "foo").ToString());

    private static string Decompress(string encoded)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(encoded)), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return Encoding.UTF8.GetString(plain.ToArray());
    }
}

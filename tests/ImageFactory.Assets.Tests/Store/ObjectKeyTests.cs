using System.Security.Cryptography;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Tests.Store;

public sealed class ObjectKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("../../../../../../../../../../../../../../../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\0")]
    public void What_is_not_a_sha256_cannot_name_an_object(string name) =>
        Assert.Throws<ArgumentException>(() => new ObjectKey(ObjectKind.Schematic, name));

    [Fact]
    public void A_sha512_cannot_name_a_blob()
    {
        var digest = Digest.Parse("sha512:" + Convert.ToHexStringLower(SHA512.HashData([])));

        Assert.Throws<ArgumentException>(() => ObjectKey.OfBlob(digest));
    }

    [Fact]
    public void A_key_that_is_not_set_names_nothing() => Assert.Throws<InvalidOperationException>(() => default(ObjectKey).Hex);
}

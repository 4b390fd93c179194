using System.Security.Cryptography;
using ImageFactory.Boot.SecureBoot;

namespace ImageFactory.Boot.Tests.SecureBoot;

/// <summary>The certificates in the order of their enrolment, as Microsoft publishes them (<c>Certificates/README.md</c>).</summary>
public sealed class WellKnownCertificatesTests
{
    [Theory]
    [InlineData(0, 1516, "a1117f516a32cefcba3f2d1ace10a87972fd6bbe8fe0d0b996e09e65d802a503")]
    [InlineData(1, 1462, "3cd3f0309edae228767a976dd40d9f4affc4fbd5218f2e8cc3c9dd97e8ac6f9d")]
    [InlineData(2, 1556, "48e99b991f57fc52f76149599bff0a58c47154229b9f8d603ac40d3500248507")]
    [InlineData(3, 1459, "e5be3e64c6e66a281457ecdece0d6d0787577aad2a3a0144262c10c14ba8d8f1")]
    [InlineData(4, 1448, "f6124e34125bee3fe6d79a574eaa7b91c0e7bd9d929c1a321178efd611dad901")]
    public void Each_is_the_published_one(int index, int length, string sha256)
    {
        var entry = WellKnownCertificates.KeyExchangeKeys.Concat(WellKnownCertificates.Database).ElementAt(index);

        Assert.Equal(length, entry.Certificate.Length);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(entry.Certificate.Span)));
        Assert.Equal(new Guid("77fa9abd-0359-4d32-bd60-28f4e78f784b"), entry.Owner);
    }

    [Fact]
    public void Two_join_the_key_exchange_keys_and_three_the_database()
    {
        Assert.Equal(2, WellKnownCertificates.KeyExchangeKeys.Count);
        Assert.Equal(3, WellKnownCertificates.Database.Count);
    }
}

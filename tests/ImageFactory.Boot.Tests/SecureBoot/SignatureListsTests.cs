using System.Buffers.Binary;
using ImageFactory.Boot.SecureBoot;

namespace ImageFactory.Boot.Tests.SecureBoot;

public sealed class SignatureListsTests
{
    private static readonly Guid Owner = new("00112233-4455-6677-8899-aabbccddeeff");

    [Theory]
    [InlineData(0, "a159c0a5e494a74a87b5ab155c2bf072")]
    [InlineData(16, "2f000000")]
    [InlineData(20, "00000000")]
    [InlineData(24, "13000000")]
    [InlineData(28, "33221100554477668899aabbccddeeff")]
    [InlineData(44, "010203")]
    public void A_field_is_where_the_specification_puts_it(int offset, string hex)
    {
        var list = SignatureLists.Of([new SignatureEntry(Owner, new byte[] { 1, 2, 3 })]);

        Assert.Equal(47, list.Length);
        Assert.Equal(hex, Convert.ToHexStringLower(list.AsSpan(offset, hex.Length / 2)));
    }

    [Fact]
    public void Only_certificates_of_equal_length_share_a_list()
    {
        var lists = SignatureLists.Of([Entry(100), Entry(200), Entry(100)]);

        Assert.Equal(28 + (2 * 116) + 28 + 216, lists.Length);
        Assert.Equal(28u + (2 * 116), BinaryPrimitives.ReadUInt32LittleEndian(lists.AsSpan(16)));
        Assert.Equal(28u + 216, BinaryPrimitives.ReadUInt32LittleEndian(lists.AsSpan(28 + (2 * 116) + 16)));
    }

    private static SignatureEntry Entry(int length) => new(Owner, new byte[length]);
}

using System.Security.Cryptography;
using ImageFactory.Boot.Measurement;

namespace ImageFactory.Boot.Tests.Measurement;

/// <summary>Published values: those of Talos's own tests, and those that TPM tools calculate.</summary>
public sealed class PcrTests
{
    [Fact]
    public void A_register_is_extended_by_the_hash_of_what_is_measured()
    {
        var foo = PcrValue.Initial(PcrBank.Sha256).Extend("foo"u8);
        var bar = foo.Extend("bar"u8);

        Assert.Equal("424816d020cf3d793ac021da47379bdf608080a83eb9364a7fbe0bdfa87111d7", foo.Hex);
        Assert.Equal("635c18b15ef5c5d6c020e72339ddefd8b05c4c4a44b34eff8cef226f89027702", bar.Hex);
    }

    [Fact]
    public void Extending_by_a_hash_is_extending_by_what_has_it()
    {
        var value = PcrValue.Initial(PcrBank.Sha384);

        Assert.Equal(value.Extend("foo"u8).Hex, value.ExtendHash(SHA384.HashData("foo"u8)).Hex);
        Assert.Throws<ArgumentException>(() => value.ExtendHash(SHA256.HashData("foo"u8)));
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("2a0000", 1, 3, 5)]
    [InlineData("0000e0", 21, 22, 23)]
    [InlineData("000800", 11)]
    public void A_selection_has_a_bit_for_each_register(string expected, params int[] registers)
    {
        Assert.Equal(expected, Convert.ToHexStringLower(PcrPolicy.Select(registers)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(24)]
    public void A_register_that_does_not_exist_is_refused(int register)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PcrPolicy.Select(register));
    }

    [Fact]
    public void A_policy_is_a_hash_of_selection_and_values()
    {
        var policy = PcrPolicy.Digest(PcrBank.Sha256, [0x0A, 0x0B, 0x0C], [1, 3, 5]);

        Assert.Equal("84d65147b05394d0fac45e3600203e3a110127fbe26fc1e30303102133f915e3", Convert.ToHexStringLower(policy));
    }
}

using System.Text;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Tests.Compression;

public sealed class Crc32Tests
{
    // The first is the check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
    [Theory]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("", 0x00000000)]
    [InlineData("a", 0xE8B7BE43)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339)]
    public void Published_values(string content, uint expected) =>
        Assert.Equal(expected, Crc32.Compute(Encoding.ASCII.GetBytes(content)));

    [Theory]
    [InlineData(0, 9)]
    [InlineData(9, 0)]
    [InlineData(1, 8)]
    [InlineData(100_000, 1)]
    [InlineData(65_536, 123_457)]
    [InlineData(0, 0)]
    public void Crcs_of_two_halves_combine_to_that_of_the_whole(int first, int second)
    {
        var whole = Samples.Noise(first + second);

        var combined = Crc32.Combine(Crc32.Compute(whole.AsSpan(0, first)), Crc32.Compute(whole.AsSpan(first)), second);

        Assert.Equal(Crc32.Compute(whole), combined);
    }

    // A CRC is linear: shifting by a + b bytes is shifting by a, then by b. No content of these lengths is needed.
    [Theory]
    [InlineData(1L << 31, 1)]
    [InlineData(1L << 40, (1L << 33) + 12345)]
    public void A_second_half_of_any_length_counts(long first, long second) =>
        Assert.Equal(Crc32.Combine(0xCBF43926, 0, first + second), Crc32.Combine(Crc32.Combine(0xCBF43926, 0, first), 0, second));
}

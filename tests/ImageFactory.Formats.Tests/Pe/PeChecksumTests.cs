using System.Buffers.Binary;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Pe;

public sealed class PeChecksumTests
{
    // binutils wrote its checksum.
    private const string InstalledLoader = "/usr/lib/systemd/boot/efi/systemd-bootx64.efi";

    [Theory]
    [InlineData("", 0u)]
    [InlineData("0100", 3u)]
    [InlineData("ffff0100", 5u)]
    [InlineData("ffffffff", 0x10003u)]
    [InlineData("ab", 0xACu)]
    [InlineData("010002000300", 12u)]
    public void Words_are_added_with_the_carry_brought_around(string hex, uint expected)
    {
        var bytes = Convert.FromHexString(hex);
        var checksum = new PeChecksum();

        checksum.Append(bytes);

        Assert.Equal(expected, checksum.Compute((uint)bytes.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task The_sum_of_a_file_of_binutils_is_found_in_pieces_of_any_size(int size)
    {
        Tool.Require(InstalledLoader);
        var file = await File.ReadAllBytesAsync(InstalledLoader, TestContext.Current.CancellationToken);
        var field = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(0x3C)) + 24 + 64;
        var expected = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(field));
        file.AsSpan(field, 4).Clear();
        var checksum = new PeChecksum();

        foreach (var piece in file.Chunk(size))
        {
            checksum.Append(piece);
        }

        Assert.NotEqual(0u, expected);
        Assert.Equal(expected, checksum.Compute((uint)file.Length));
    }
}

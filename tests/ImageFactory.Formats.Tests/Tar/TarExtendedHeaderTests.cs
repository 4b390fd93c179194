using System.Text;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Formats.Tests.Tar;

public sealed class TarExtendedHeaderTests
{
    [Fact]
    public async Task Extended_headers_of_one_entry_do_not_pile_up()
    {
        // Each is within the limit; all together they would be kept until their entry comes.
        var value = new string('v', 1000);
        byte[] archive = [.. Enumerable.Range(0, 20).SelectMany(index => Extended($"key{index}={value}")), .. Block("file", '0')];

        var exception = await Assert.ThrowsAsync<InvalidDataException>(
            () => Archives.ReadAllAsync(archive, new TarLimits { MaxExtendedHeader = 10_000 }));

        Assert.Contains("at most 10000 are read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_extended_headers_is_that_of_each_entry()
    {
        var value = new string('v', 1000);
        byte[] archive =
        [
            .. Enumerable.Range(0, 20).SelectMany(index => (byte[])[.. Extended($"key{index}={value}"), .. Block("file", '0')]),
        ];

        var read = await Archives.ReadAllAsync(archive, new TarLimits { MaxExtendedHeader = 2000 });

        Assert.Equal(20, read.Count);
    }

    [Fact]
    public async Task A_sparse_file_is_refused_as_its_content_is_not_what_is_stored()
    {
        byte[] archive = [.. Extended("GNU.sparse.major=1"), .. Block("file", '0')];

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => Archives.ReadAllAsync(archive, new TarLimits()));

        Assert.Contains("sparse", exception.Message, StringComparison.Ordinal);
    }

    private static byte[] Extended(string record)
    {
        var length = record.Length + 3;
        length = record.Length + 2 + length.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        var content = Encoding.ASCII.GetBytes($"{length} {record}\n");
        return [.. Block("header", 'x', content.Length), .. content, .. new byte[(512 - (content.Length % 512)) % 512]];
    }

    private static byte[] Block(string name, char type, int size = 0)
    {
        var block = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(block, 0);
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0')).CopyTo(block, 124);
        block.AsSpan(148, 8).Fill((byte)' ');
        block[156] = (byte)type;
        Encoding.ASCII.GetBytes("ustar\000").CopyTo(block, 257);
        Encoding.ASCII.GetBytes(Convert.ToString(block.Sum(value => value), 8).PadLeft(6, '0') + "\0").CopyTo(block, 148);
        return block;
    }
}

using System.Text;
using ImageFactory.Netboot.Tftp;

namespace ImageFactory.Tests.Netboot;

public sealed class TftpTests
{
    private static readonly byte[] File = [.. Enumerable.Range(0, 5000).Select(index => (byte)(index * 7))];

    [Fact]
    public void A_request_has_a_name_and_options()
    {
        var request = TftpReader.ReadRequest(Request("snponly.efi", "OCTET", "blksize", "1468", "TSize", "0"));

        Assert.Equal("snponly.efi", request.File);
        Assert.Equal(new Dictionary<string, string> { ["blksize"] = "1468", ["tsize"] = "0" }, request.Options);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0001")]
    [InlineData("00016100")] // no mode
    [InlineData("00016100006f637465740000")] // an empty word too many
    [InlineData("000161006f63746574")] // no end
    [InlineData("0001006f6374657400")] // no name
    [InlineData("000161006e6574617363696900")] // netascii
    [InlineData("0001610a006f6374657400")] // a line end in a name
    [InlineData("000261006f6374657400")] // a write
    [InlineData("000161006f637465740062006300640065006600")] // an option without a value
    public void What_is_no_request_for_a_file_is_invalid(string packet)
    {
        Assert.Throws<InvalidDataException>(() => TftpReader.ReadRequest(Convert.FromHexString(packet)));
    }

    [Fact]
    public void A_request_of_more_than_512_bytes_is_invalid()
    {
        Assert.Throws<InvalidDataException>(() => TftpReader.ReadRequest(Request(new string('a', 512), "octet")));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(511, 1)]
    [InlineData(512, 2)]
    [InlineData(5000, 10)]
    public void Without_options_blocks_of_512_bytes_go_one_by_one(int length, int blocks)
    {
        var (content, packets) = Receive(new TftpTransfer(TftpReader.ReadRequest(Request("a", "octet")), File.AsMemory(0, length)), 512);

        Assert.Equal(File[..length], content);
        Assert.Equal(blocks, packets);
    }

    [Fact]
    public void Agreed_options_are_acknowledged_before_the_first_block()
    {
        var transfer = Transfer("tsize", "0", "blksize", "1024", "windowsize", "4", "timeout", "3", "multicast", "");

        Assert.Equal("\0\u0006tsize\05000\0blksize\01024\0windowsize\04\0timeout\03\0", Encoding.Latin1.GetString(Assert.Single(transfer.Next())));
        Assert.Equal(TimeSpan.FromSeconds(3), transfer.Timeout);
        Assert.False(transfer.Acknowledge(1));
        Assert.True(transfer.Acknowledge(0));
        Assert.Equal([1, 2, 3, 4], transfer.Next().Select(packet => (int)packet[3]));
    }

    [Theory]
    [InlineData("blksize", "65464", "1468")]
    [InlineData("blksize", "7", null)]
    [InlineData("blksize", "-1", null)]
    [InlineData("windowsize", "65535", "16")]
    [InlineData("windowsize", "0", null)]
    [InlineData("timeout", "256", null)]
    [InlineData("tsize", "1", null)]
    public void An_option_is_bounded_or_left_out(string name, string value, string? expected)
    {
        var first = Encoding.Latin1.GetString(Transfer(name, value).Next().First());

        Assert.Equal(expected is null ? '\u0003' : '\u0006', first[1]);
        Assert.Contains(expected is null ? "" : $"{name}\0{expected}\0", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8", "1")]
    [InlineData("8", "16")]
    [InlineData("1000", "3")]
    [InlineData("1250", "4")]
    public void A_client_with_any_block_and_window_gets_the_file(string blockSize, string window)
    {
        var (content, _) = Receive(Transfer("blksize", blockSize, "windowsize", window), int.Parse(blockSize, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(File, content);
    }

    [Fact]
    public void A_file_may_have_more_blocks_than_their_number_counts()
    {
        var file = new byte[(70_000 * 8) + 3];
        file[^1] = 1;

        var (content, packets) = Receive(new TftpTransfer(TftpReader.ReadRequest(Request("a", "octet", "blksize", "8", "windowsize", "16")), file), 8);

        Assert.Equal(file, content);
        Assert.Equal(70_001, packets);
    }

    [Fact]
    public void A_late_or_foreign_acknowledgement_sends_nothing_twice()
    {
        var transfer = Transfer("windowsize", "4");
        transfer.Acknowledge(0);

        Assert.True(transfer.Acknowledge(3));
        Assert.False(transfer.Acknowledge(2));
        Assert.False(transfer.Acknowledge(9));
        Assert.Equal([4, 5, 6, 7], transfer.Next().Select(packet => (int)packet[3]));
    }

    [Theory]
    [InlineData("etc/passwd")]
    [InlineData("../snponly.efi")]
    [InlineData("..\\snponly.efi")]
    [InlineData("x/snponly.efi")]
    [InlineData("SNPONLY.EFI")]
    public async Task Only_exact_names_are_files(string name)
    {
        var files = new TftpFiles(known => known is "snponly.efi" ? _ => Task.FromResult<ReadOnlyMemory<byte>>(File) : null);

        Assert.NotNull(await files.FindAsync("/snponly.efi", TestContext.Current.CancellationToken));
        Assert.Null(await files.FindAsync(name, TestContext.Current.CancellationToken));
    }

    // As a client does it: every packet of a window, then one acknowledgement.
    private static (byte[] Content, int Packets) Receive(TftpTransfer transfer, int blockSize)
    {
        var content = new MemoryStream();
        var packets = 0;
        while (!transfer.IsComplete)
        {
            var last = Array.Empty<byte>();
            foreach (var packet in transfer.Next())
            {
                last = packet;
                if (packet[1] == (byte)TftpOpcode.Data)
                {
                    packets++;
                    Assert.InRange(packet.Length, 4, blockSize + 4);
                    content.Write(packet.AsSpan(4));
                }
            }

            Assert.True(transfer.Acknowledge(last[1] == (byte)TftpOpcode.Data ? (ushort)((last[2] << 8) | last[3]) : (ushort)0));
        }

        return (content.ToArray(), packets);
    }

    private static TftpTransfer Transfer(params string[] options) => new(TftpReader.ReadRequest(Request(["a", "octet", .. options])), File);

    private static byte[] Request(params string[] words) => [0, 1, .. Encoding.ASCII.GetBytes(string.Join('\0', words) + '\0')];
}

using System.Net;
using System.Text;
using ImageFactory.Netboot.Dhcp;

namespace ImageFactory.Tests.Netboot;

public sealed class DhcpReaderTests
{
    // RFC 2131, figure 1, in a message as a boot ROM sends it.
    private static readonly byte[] Captured =
    [
        .. Convert.FromHexString("010106000102030400048000" + "0a4d0005" + "00000000" + "0a4d0001" + "00000000" + "525400123456" + "00000000000000000000"),
        .. Field("server", 64), .. Field("file", 128),
        .. Convert.FromHexString("63825363" + "350101" + "3c09505845436c69656e74" + "00" + "5d020007" + "ff"),
        .. new byte[20],
    ];

    [Fact]
    public void Every_field_is_where_the_rfc_has_it()
    {
        var message = DhcpReader.Read(Captured);

        Assert.False(message.IsReply);
        Assert.Equal(0x01020304u, message.Transaction);
        Assert.Equal(0x8000, message.Flags);
        Assert.Equal(IPAddress.Parse("10.77.0.5"), message.ClientAddress);
        Assert.Equal(IPAddress.Parse("10.77.0.1"), message.NextServer);
        Assert.Equal(IPAddress.Any, message.Relay);
        Assert.Equal(Datagrams.Mac, message.HardwareAddress.ToArray());
        Assert.Equal(("server", "file"), (message.ServerName, message.BootFile));
        Assert.Equal(DhcpMessageType.Discover, message.Type);
        Assert.Equal("PXEClient"u8, message.Find(DhcpOption.VendorClass));
        Assert.Equal([0, 7], message.Find(DhcpOption.ClientArchitecture).ToArray());
    }

    [Fact]
    public void Parts_of_an_option_are_joined()
    {
        var message = DhcpReader.Read([.. Captured[..240], 77, 2, (byte)'i', (byte)'P', 0, 77, 2, (byte)'X', (byte)'E', 255]);

        Assert.Equal("iPXE"u8, message.Find(DhcpOption.UserClass));
    }

    [Theory]
    [InlineData(1, "server", "", 108)]
    [InlineData(2, "", "file", 44)]
    [InlineData(3, "", "", 44)]
    public void Options_go_on_in_the_fields_that_are_overloaded(byte overload, string server, string file, int offset)
    {
        byte[] datagram = [.. Captured[..240], 52, 1, overload, 255];
        new byte[] { 77, 4, (byte)'i', (byte)'P', (byte)'X', (byte)'E', 255 }.CopyTo(datagram, offset);
        if (overload == 3)
        {
            datagram[108] = 255;
        }

        var message = DhcpReader.Read(datagram);

        Assert.Equal("iPXE"u8, message.Find(DhcpOption.UserClass));
        Assert.Equal((server, file), (message.ServerName, message.BootFile));
    }

    [Theory]
    [InlineData(100, 0, 0)]
    [InlineData(1501, 0, 0)]
    [InlineData(300, 0, 3)] // no operation
    [InlineData(300, 1, 6)] // token ring
    [InlineData(300, 2, 16)] // a long hardware address
    [InlineData(300, 236, 0)] // BOOTP without options
    public void What_is_no_dhcp_over_ethernet_is_invalid(int length, int offset, byte value)
    {
        byte[] datagram = [.. Captured, .. new byte[2000]];
        datagram[offset] = value;

        Assert.Throws<InvalidDataException>(() => DhcpReader.Read(datagram.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("4d")]
    [InlineData("4d05006162")]
    [InlineData("0000004dff61")]
    public void An_option_that_reaches_over_the_end_is_invalid(string options)
    {
        var exception = Assert.Throws<InvalidDataException>(() => DhcpReader.Read([.. Captured[..240], .. Convert.FromHexString(options)]));

        Assert.Contains("Option 77", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        var message = Datagrams.Discover("PXEClient", 7, (DhcpOption.BootFile, Encoding.ASCII.GetBytes(new string('x', 700)))) with
        {
            IsReply = true,
            ServerName = "s",
            BootFile = "b",
            NextServer = IPAddress.Parse("10.0.0.1"),
        };

        var datagram = DhcpWriter.Write(message);
        var read = DhcpReader.Read(datagram);

        Assert.Equal(message with { Options = read.Options, HardwareAddress = read.HardwareAddress }, read);
        Assert.Equal(message.Options.Keys, read.Options.Keys);
        Assert.Equal(700, read.Find(DhcpOption.BootFile).Length);
    }

    [Fact]
    public void A_message_is_never_shorter_than_bootp_wants_nor_longer_than_a_frame()
    {
        Assert.Equal(300, DhcpWriter.Write(Datagrams.Discover("PXEClient", 0)).Length);
        Assert.Throws<ArgumentException>(() => DhcpWriter.Write(Datagrams.Discover("PXEClient", 0, (DhcpOption.BootFile, new byte[1400]))));
        Assert.Throws<ArgumentException>(() => DhcpWriter.Write(Datagrams.Discover("PXEClient", 0) with { BootFile = new string('x', 128) }));
    }

    private static byte[] Field(string text, int length) => [.. Encoding.ASCII.GetBytes(text.PadRight(length, '\0'))];
}

using System.Net;
using System.Text;
using ImageFactory.Netboot.Dhcp;

namespace ImageFactory.Tests.Netboot;

public sealed class ProxyDhcpTests
{
    private static readonly IPAddress Server = IPAddress.Parse("10.77.0.1");

    [Fact]
    public void A_bios_is_told_to_load_the_file_and_to_ask_no_boot_server()
    {
        var request = Datagrams.Discover("PXEClient:Arch:00000", 0);

        var answer = Answer(request, "undionly.kpxe");

        Assert.True(answer.IsReply);
        Assert.Equal(DhcpMessageType.Offer, answer.Type);
        Assert.Equal((request.Transaction, request.Flags), (answer.Transaction, answer.Flags));
        Assert.Equal("PXEClient"u8, answer.Find(DhcpOption.VendorClass));
        Assert.Equal([6, 1, 8, 255], answer.Find(DhcpOption.VendorSpecific).ToArray());
        Assert.Equal(Server.GetAddressBytes(), answer.Find(DhcpOption.ServerIdentifier));
        Assert.Equal(request.Find(DhcpOption.MachineIdentifier), answer.Find(DhcpOption.MachineIdentifier));
        Assert.Equal((Server, "10.77.0.1", "undionly.kpxe"), (answer.NextServer, answer.ServerName, answer.BootFile));
    }

    [Fact]
    public void Uefi_is_sent_to_the_boot_server_s_port()
    {
        var answer = Answer(Datagrams.Discover("PXEClient:Arch:00007", 7), "snponly.efi");

        Assert.Equal("snponly.efi", answer.BootFile);
        Assert.False(answer.Options.ContainsKey(DhcpOption.VendorSpecific));
    }

    [Fact]
    public void Http_boot_gets_a_url_of_any_length_in_an_option()
    {
        var url = "http://10.77.0.1:8080/image/" + new string('0', 300) + "/uki.efi";

        var answer = DhcpReader.Read(DhcpWriter.Write(Answer(Datagrams.Discover("HTTPClient:Arch:00016", 16), url)));

        Assert.Equal("HTTPClient"u8, answer.Find(DhcpOption.VendorClass));
        Assert.Equal(url, Encoding.ASCII.GetString(answer.Find(DhcpOption.BootFile)));
        Assert.Empty(answer.BootFile);
    }

    [Fact]
    public void An_answer_gives_no_address()
    {
        var datagram = DhcpWriter.Write(Answer(Datagrams.Discover("PXEClient", 0), "x"));

        // yiaddr: RFC 2131, figure 1.
        Assert.Equal(new byte[4], datagram[16..20]);
    }

    [Theory]
    [InlineData("Discover", false, "Offer")]
    [InlineData("Request", false, null)]
    [InlineData("Offer", false, null)]
    [InlineData("Discover", true, "Acknowledge")]
    [InlineData("Request", true, "Acknowledge")]
    public void Only_who_looks_around_and_who_comes_to_the_boot_server_is_answered(string type, bool isBootServer, string? expected)
    {
        var message = Datagrams.Discover("PXEClient", 0, (DhcpOption.MessageType, [(byte)Enum.Parse<DhcpMessageType>(type)]));

        Assert.Equal(expected, ProxyDhcp.TypeOfAnswer(message, isBootServer)?.ToString());
        Assert.Null(ProxyDhcp.TypeOfAnswer(message with { IsReply = true }, isBootServer));
    }

    private static DhcpMessage Answer(DhcpMessage request, string bootFile) =>
        ProxyDhcp.Answer(request, Datagrams.Client(request), DhcpMessageType.Offer, Server, bootFile);
}

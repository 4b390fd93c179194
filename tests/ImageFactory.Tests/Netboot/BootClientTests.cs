using ImageFactory.Netboot;
using ImageFactory.Netboot.Dhcp;

namespace ImageFactory.Tests.Netboot;

public sealed class BootClientTests
{
    [Theory]
    [InlineData("PXEClient:Arch:00000:UNDI:002001", 0, "Bios", "Amd64")]
    [InlineData("PXEClient:Arch:00007:UNDI:003016", 7, "UefiPxe", "Amd64")]
    [InlineData("PXEClient:Arch:00009:UNDI:003016", 9, "UefiPxe", "Amd64")]
    [InlineData("PXEClient:Arch:00011:UNDI:003016", 11, "UefiPxe", "Arm64")]
    [InlineData("HTTPClient:Arch:00016:UNDI:003001", 16, "UefiHttp", "Amd64")]
    [InlineData("HTTPClient:Arch:00019:UNDI:003001", 19, "UefiHttp", "Arm64")]
    public void A_client_says_what_it_can_load_and_what_it_runs_on(string vendorClass, ushort code, string kind, string architecture)
    {
        var client = Datagrams.Client(Datagrams.Discover(vendorClass, code));

        Assert.Equal(kind, client.Kind.ToString());
        Assert.Equal(architecture, client.Machine.Architecture.ToString());
        Assert.Equal("52:54:00:12:34:56", client.Machine.Mac.ToString());
    }

    [Theory]
    [InlineData("PXEClient", 6)] // UEFI of 32 bits
    [InlineData("PXEClient", 16)] // an HTTP architecture over PXE
    [InlineData("HTTPClient", 15)]
    [InlineData("HTTPClient", 0)]
    [InlineData("MSFT 5.0", 0)]
    [InlineData("", 7)]
    public void Who_cannot_boot_talos_is_no_client(string vendorClass, ushort code)
    {
        Assert.Null(BootClient.Find(Datagrams.Discover(vendorClass, code)));
    }

    [Fact]
    public void Who_does_not_say_an_architecture_is_no_client()
    {
        Assert.Null(BootClient.Find(Datagrams.Discover("PXEClient", 7, (DhcpOption.ClientArchitecture, [0]))));
    }

    [Theory]
    [InlineData((byte)DhcpOption.UserClass, "iPXE")]
    [InlineData((byte)DhcpOption.UserClass, "\u0004iPXE")]
    [InlineData((byte)DhcpOption.Ipxe, "")]
    public void Ipxe_is_known_by_its_user_class_or_its_own_option(byte option, string content)
    {
        var client = Datagrams.Client(Datagrams.Discover("PXEClient:Arch:00007", 7, ((DhcpOption)option, System.Text.Encoding.ASCII.GetBytes(content))));

        Assert.Equal(BootClientKind.Ipxe, client.Kind);
    }

    [Fact]
    public void A_uuid_is_taken_in_both_orders_of_its_bytes()
    {
        var client = Datagrams.Client(Datagrams.Discover("PXEClient", 0));

        Assert.Equal([Guid.Parse("33221100-5544-7766-8899-aabbccddeeff"), Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")], client.Machine.Uuids);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000")]
    [InlineData("0111111111111111111111111111111111")]
    [InlineData("001111")]
    public void What_is_no_uuid_is_unknown(string content)
    {
        var client = Datagrams.Client(Datagrams.Discover("PXEClient", 0, (DhcpOption.MachineIdentifier, Convert.FromHexString(content))));

        Assert.Empty(client.Machine.Uuids);
    }

    [Theory]
    [InlineData("52:54:00:12:34:56", true)]
    [InlineData("52-54-00-AB-34-56", true)]
    [InlineData("525400123456", true)]
    [InlineData("52:54:00:12:34", false)]
    [InlineData("52:54:00:12:34:5g", false)]
    [InlineData("+2540012345 ", false)]
    [InlineData(null, false)]
    public void A_mac_address_is_read_as_people_write_it(string? text, bool isOne)
    {
        Assert.Equal(isOne, MacAddress.TryParse(text, out _));
    }
}

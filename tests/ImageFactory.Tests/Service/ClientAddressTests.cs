using System.Net;
using ImageFactory.Delivery;

namespace ImageFactory.Tests.Service;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void A_client_is_an_address_or_the_network_of_one(string address, string client) =>
        Assert.Equal(client, ClientAddress.Of(IPAddress.Parse(address)));
}

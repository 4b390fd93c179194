using System.Text;
using ImageFactory.Netboot.Dhcp;

namespace ImageFactory.Tests.Netboot;

/// <summary>Messages as clients send them.</summary>
internal static class Datagrams
{
    /// <summary>The address of the client.</summary>
    public static readonly byte[] Mac = [0x52, 0x54, 0x00, 0x12, 0x34, 0x56];

    /// <summary>Its UUID, as SMBIOS has it: 33221100-5544-7766-8899-aabbccddeeff.</summary>
    public static readonly byte[] Uuid = Convert.FromHexString("00112233445566778899aabbccddeeff");

    /// <summary>A client that looks for something to boot.</summary>
    /// <param name="vendorClass">Its vendor class.</param>
    /// <param name="architecture">Its architecture (RFC 4578).</param>
    /// <param name="more">More options.</param>
    public static DhcpMessage Discover(string vendorClass, ushort architecture, params (DhcpOption Option, byte[] Content)[] more)
    {
        var options = new Dictionary<DhcpOption, ReadOnlyMemory<byte>>
        {
            [DhcpOption.MessageType] = new[] { (byte)DhcpMessageType.Discover },
            [DhcpOption.VendorClass] = Encoding.ASCII.GetBytes(vendorClass),
            [DhcpOption.ClientArchitecture] = new[] { (byte)(architecture >> 8), (byte)architecture },
            [DhcpOption.MachineIdentifier] = (byte[])[0, .. Uuid],
        };
        foreach (var (option, content) in more)
        {
            options[option] = content;
        }

        return new DhcpMessage { IsReply = false, Transaction = 0x01020304, Flags = 0x8000, HardwareAddress = Mac, Options = options };
    }

    /// <summary>A client that the message describes; fails the test where there is none.</summary>
    public static BootClient Client(DhcpMessage message) => Assert.IsType<BootClient>(BootClient.Find(message));
}

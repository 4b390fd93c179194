using System.Net;
using System.Text;

namespace ImageFactory.Netboot.Dhcp;

/// <summary>
/// Answers of a DHCP server that gives no addresses, only what to boot, beside one that gives addresses (PXE 2.1, section 2.4): an
/// offer to who looks around, and an acknowledgement to who comes to the boot server's own port.
/// </summary>
internal static class ProxyDhcp
{
    // PXE 2.1, table 2-1, PXE_DISCOVERY_CONTROL: only load the boot file, ask no boot server.
    private static readonly byte[] OnlyBootFile = [6, 1, 8, (byte)DhcpOption.End];

    // RFC 4578, section 2.3: a type and a UUID.
    private const int LongestIdentifier = 17;

    /// <summary>The type of the answer to a message on one of the two ports; null for messages that are not to be answered there.</summary>
    public static DhcpMessageType? TypeOfAnswer(DhcpMessage message, bool isBootServer) => (message.IsReply, isBootServer, message.Type) switch
    {
        (false, false, DhcpMessageType.Discover) => DhcpMessageType.Offer,
        (false, true, DhcpMessageType.Request or DhcpMessageType.Discover) => DhcpMessageType.Acknowledge,
        _ => null,
    };

    /// <summary>The answer to a client.</summary>
    /// <param name="message">What the client sent.</param>
    /// <param name="client">The client.</param>
    /// <param name="type">The type of the answer.</param>
    /// <param name="server">The server's own address.</param>
    /// <param name="bootFile">A name for TFTP, or a URL.</param>
    public static DhcpMessage Answer(DhcpMessage message, BootClient client, DhcpMessageType type, IPAddress server, string bootFile)
    {
        var isHttp = client.Kind == BootClientKind.UefiHttp;
        var isLong = isHttp || bootFile.Length > DhcpMessage.LongestBootFile;
        var options = new Dictionary<DhcpOption, ReadOnlyMemory<byte>>
        {
            [DhcpOption.MessageType] = new[] { (byte)type },
            [DhcpOption.ServerIdentifier] = server.GetAddressBytes(),
            [DhcpOption.VendorClass] = Encoding.ASCII.GetBytes(isHttp ? BootClient.HttpClass : BootClient.PxeClass),
        };
        if (client.Kind is BootClientKind.Bios or BootClientKind.Ipxe)
        {
            // UEFI gets none: some of its implementations pass over offers that have it, and all ask at the boot server's port without it.
            options[DhcpOption.VendorSpecific] = OnlyBootFile;
        }

        if (message.Options.TryGetValue(DhcpOption.MachineIdentifier, out var identifier) && identifier.Length <= LongestIdentifier)
        {
            options[DhcpOption.MachineIdentifier] = identifier;
        }

        if (isLong)
        {
            options[DhcpOption.BootFile] = Encoding.ASCII.GetBytes(bootFile);
        }

        return new DhcpMessage
        {
            IsReply = true,
            Transaction = message.Transaction,
            Flags = message.Flags,
            ClientAddress = message.ClientAddress,
            NextServer = server,
            Relay = message.Relay,
            HardwareAddress = message.HardwareAddress,
            ServerName = isHttp ? "" : server.ToString(),
            BootFile = isLong ? "" : bootFile,
            Options = options,
        };
    }
}

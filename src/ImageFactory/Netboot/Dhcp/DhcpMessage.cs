using System.Net;

namespace ImageFactory.Netboot.Dhcp;

/// <summary>A message of DHCP for IPv4 over Ethernet (RFC 2131, section 2).</summary>
internal sealed record DhcpMessage
{
    /// <summary>The bytes of an Ethernet address.</summary>
    public const int HardwareAddressLength = 6;

    /// <summary>The longest server name and boot file name in their own fields, without the closing NUL.</summary>
    public const int LongestServerName = 63;

    /// <inheritdoc cref="LongestServerName"/>
    public const int LongestBootFile = 127;

    /// <summary>Whether a server says it (BOOTREPLY), and not a client (BOOTREQUEST).</summary>
    public required bool IsReply { get; init; }

    /// <summary><c>xid</c>: chosen by the client, repeated by servers.</summary>
    public required uint Transaction { get; init; }

    /// <summary><c>flags</c>: the highest bit asks for broadcast answers.</summary>
    public ushort Flags { get; init; }

    /// <summary><c>ciaddr</c>: the address that the client has already, or 0.0.0.0.</summary>
    public IPAddress ClientAddress { get; init; } = IPAddress.Any;

    /// <summary><c>siaddr</c>: where the boot file is, or 0.0.0.0.</summary>
    public IPAddress NextServer { get; init; } = IPAddress.Any;

    /// <summary><c>giaddr</c>: the relay through which it came, or 0.0.0.0.</summary>
    public IPAddress Relay { get; init; } = IPAddress.Any;

    /// <summary><c>chaddr</c>: the client's Ethernet address, 6 bytes.</summary>
    public required ReadOnlyMemory<byte> HardwareAddress { get; init; }

    /// <summary><c>sname</c>, empty for none.</summary>
    public string ServerName { get; init; } = "";

    /// <summary><c>file</c>, empty for none.</summary>
    public string BootFile { get; init; } = "";

    /// <summary>The options in the order in which they are written; parts of a long one are joined (RFC 3396).</summary>
    public required IReadOnlyDictionary<DhcpOption, ReadOnlyMemory<byte>> Options { get; init; }

    /// <summary>What kind of message it is; null for BOOTP and for kinds of no use here.</summary>
    public DhcpMessageType? Type =>
        Find(DhcpOption.MessageType) is [var type] && Enum.IsDefined((DhcpMessageType)type) ? (DhcpMessageType)type : null;

    /// <summary>The content of an option; empty when it is not there.</summary>
    public ReadOnlySpan<byte> Find(DhcpOption option) => Options.TryGetValue(option, out var content) ? content.Span : [];
}

namespace ImageFactory.Netboot.Dhcp;

/// <summary>The kinds of messages that network boot exchanges (RFC 2132, section 9.6).</summary>
internal enum DhcpMessageType : byte
{
    Discover = 1,
    Offer = 2,
    Request = 3,
    Acknowledge = 5,
}

namespace ImageFactory.Netboot.Dhcp;

/// <summary>The options that network boot needs, by their codes (RFC 2132, RFC 4578, RFC 3004; 175 is iPXE's own).</summary>
internal enum DhcpOption : byte
{
    Pad = 0,
    HostName = 12,
    VendorSpecific = 43,
    Overload = 52,
    MessageType = 53,
    ServerIdentifier = 54,
    VendorClass = 60,
    BootFile = 67,
    UserClass = 77,
    ClientArchitecture = 93,
    MachineIdentifier = 97,
    Ipxe = 175,
    End = 255,
}

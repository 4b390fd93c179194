namespace ImageFactory.Netboot.Dhcp;

/// <summary>Where the fields of a message are (RFC 2131, figure 1); in bytes.</summary>
internal static class DhcpLayout
{
    public const byte Request = 1;
    public const byte Reply = 2;
    public const byte Ethernet = 1;

    public const int Transaction = 4;
    public const int Flags = 10;
    public const int ClientAddress = 12;
    public const int NextServer = 20;
    public const int Relay = 24;
    public const int HardwareAddress = 28;
    public const int ServerName = 44;
    public const int BootFile = 108;
    public const int Cookie = 236;
    public const int Options = 240;

    /// <summary>What marks the options as DHCP's.</summary>
    public static ReadOnlySpan<byte> MagicCookie => [99, 130, 83, 99];
}

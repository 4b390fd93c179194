using System.Buffers.Binary;
using System.Text;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Netboot.Dhcp;

/// <summary>A client that asks for something to boot, as its message describes it.</summary>
/// <param name="Kind">What it can load.</param>
/// <param name="Machine">The machine that it runs on.</param>
internal sealed record BootClient(BootClientKind Kind, Machine Machine)
{
    /// <summary>The vendor class of PXE, and the beginning of what clients send.</summary>
    public const string PxeClass = "PXEClient";

    /// <summary>The vendor class of UEFI HTTP boot (UEFI 2.10, section 24.7).</summary>
    public const string HttpClass = "HTTPClient";

    private const int UuidLength = 16;

    /// <summary>The client that sent a message; null when it does not boot from the network, or is one that Talos does not run on.</summary>
    public static BootClient? Find(DhcpMessage message)
    {
        var vendor = Encoding.ASCII.GetString(message.Find(DhcpOption.VendorClass));
        var isHttp = vendor.StartsWith(HttpClass, StringComparison.Ordinal);
        if ((!isHttp && !vendor.StartsWith(PxeClass, StringComparison.Ordinal)) || ArchitectureOf(message) is not { } code)
        {
            return null;
        }

        var machine = new Machine
        {
            Mac = MacAddress.Of(message.HardwareAddress.Span),
            Architecture = code is 11 or 19 ? Architecture.Arm64 : Architecture.Amd64,
            Uuids = UuidsOf(message.Find(DhcpOption.MachineIdentifier)),
        };
        return KindOf(code, isHttp, IsIpxe(message)) is { } kind ? new BootClient(kind, machine) : null;
    }

    // RFC 4578 section 2.1, and IANA's registry of processor architectures for network boot.
    private static BootClientKind? KindOf(ushort code, bool isHttp, bool isIpxe) => (code, isHttp) switch
    {
        (16 or 19, true) => BootClientKind.UefiHttp,
        (0 or 7 or 9 or 11, false) when isIpxe => BootClientKind.Ipxe,
        (0, false) => BootClientKind.Bios,
        (7 or 9 or 11, false) => BootClientKind.UefiPxe,
        _ => null,
    };

    // A client may list several, the one that it runs as first.
    private static ushort? ArchitectureOf(DhcpMessage message)
    {
        var content = message.Find(DhcpOption.ClientArchitecture);
        return content.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16BigEndian(content) : null;
    }

    // The user class is the bare word, though RFC 3004 wants lengths before each.
    private static bool IsIpxe(DhcpMessage message) =>
        message.Options.ContainsKey(DhcpOption.Ipxe) || message.Find(DhcpOption.UserClass).IndexOf("iPXE"u8) >= 0;

    // Type 0, then the UUID.
    private static Guid[] UuidsOf(ReadOnlySpan<byte> content)
    {
        if (content.Length != 1 + UuidLength || content[0] != 0 || !content[1..].ContainsAnyExcept((byte)0))
        {
            return [];
        }

        return [new Guid(content[1..], bigEndian: false), new Guid(content[1..], bigEndian: true)];
    }
}

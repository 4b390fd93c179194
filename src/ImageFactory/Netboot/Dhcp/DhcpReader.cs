using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace ImageFactory.Netboot.Dhcp;

/// <summary>Reads messages of DHCP, whoever sent them.</summary>
internal static class DhcpReader
{
    /// <summary>The longest message that is read: what fits into an Ethernet frame.</summary>
    public const int LongestMessage = 1500;

    [Flags]
    private enum Overload
    {
        None = 0,
        BootFile = 1,
        ServerName = 2,
    }

    /// <summary>Reads a datagram.</summary>
    /// <exception cref="InvalidDataException">It is no message of DHCP over Ethernet, or damaged.</exception>
    public static DhcpMessage Read(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length is < DhcpLayout.Options or > LongestMessage)
        {
            throw new InvalidDataException($"A DHCP message has {DhcpLayout.Options} to {LongestMessage} bytes, not {datagram.Length}.");
        }

        if (datagram[0] is not (DhcpLayout.Request or DhcpLayout.Reply)
            || datagram[1] != DhcpLayout.Ethernet
            || datagram[2] != DhcpMessage.HardwareAddressLength
            || !datagram[DhcpLayout.Cookie..DhcpLayout.Options].SequenceEqual(DhcpLayout.MagicCookie))
        {
            throw new InvalidDataException("The datagram is no message of DHCP over Ethernet.");
        }

        var options = new Options();
        options.Add(datagram[DhcpLayout.Options..], "the options");
        var overload = options.Overload;
        if (overload.HasFlag(Overload.BootFile))
        {
            options.Add(datagram[DhcpLayout.BootFile..DhcpLayout.Cookie], "the boot file field");
        }

        if (overload.HasFlag(Overload.ServerName))
        {
            options.Add(datagram[DhcpLayout.ServerName..DhcpLayout.BootFile], "the server name field");
        }

        return new DhcpMessage
        {
            IsReply = datagram[0] == DhcpLayout.Reply,
            Transaction = BinaryPrimitives.ReadUInt32BigEndian(datagram[DhcpLayout.Transaction..]),
            Flags = BinaryPrimitives.ReadUInt16BigEndian(datagram[DhcpLayout.Flags..]),
            ClientAddress = AddressAt(datagram, DhcpLayout.ClientAddress),
            NextServer = AddressAt(datagram, DhcpLayout.NextServer),
            Relay = AddressAt(datagram, DhcpLayout.Relay),
            HardwareAddress = datagram.Slice(DhcpLayout.HardwareAddress, DhcpMessage.HardwareAddressLength).ToArray(),
            ServerName = overload.HasFlag(Overload.ServerName) ? "" : TextIn(datagram[DhcpLayout.ServerName..DhcpLayout.BootFile]),
            BootFile = overload.HasFlag(Overload.BootFile) ? "" : TextIn(datagram[DhcpLayout.BootFile..DhcpLayout.Cookie]),
            Options = options.ToDictionary(),
        };
    }

    private static IPAddress AddressAt(ReadOnlySpan<byte> datagram, int offset) => new(datagram.Slice(offset, 4));

    private static string TextIn(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? field : field[..end]);
    }

    private sealed class Options
    {
        private readonly Dictionary<DhcpOption, List<byte>> _contents = [];

        public Overload Overload =>
            _contents.TryGetValue(DhcpOption.Overload, out var content) && content is [var fields] ? (Overload)fields : Overload.None;

        public void Add(ReadOnlySpan<byte> area, string name)
        {
            while (area.Length > 0 && (DhcpOption)area[0] != DhcpOption.End)
            {
                if ((DhcpOption)area[0] == DhcpOption.Pad)
                {
                    area = area[1..];
                    continue;
                }

                if (area.Length < 2 || area.Length - 2 < area[1])
                {
                    throw new InvalidDataException($"Option {area[0]} reaches over the end of {name}.");
                }

                if (!_contents.TryGetValue((DhcpOption)area[0], out var content))
                {
                    content = _contents[(DhcpOption)area[0]] = [];
                }

                content.AddRange(area.Slice(2, area[1]));
                area = area[(2 + area[1])..];
            }
        }

        public Dictionary<DhcpOption, ReadOnlyMemory<byte>> ToDictionary() =>
            _contents.ToDictionary(pair => pair.Key, pair => (ReadOnlyMemory<byte>)pair.Value.ToArray());
    }
}

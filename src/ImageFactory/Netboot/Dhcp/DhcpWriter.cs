using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace ImageFactory.Netboot.Dhcp;

/// <summary>Writes messages of DHCP.</summary>
internal static class DhcpWriter
{
    // What BOOTP asks for (RFC 951): some boot ROMs ignore shorter ones.
    private const int ShortestMessage = 300;
    private const int LongestPart = 255;

    /// <summary>The message as a datagram, in at least 300 bytes.</summary>
    /// <exception cref="ArgumentException">A field is too long, or the message as a whole.</exception>
    public static byte[] Write(DhcpMessage message)
    {
        var fields = new byte[DhcpLayout.Options];
        fields[0] = message.IsReply ? DhcpLayout.Reply : DhcpLayout.Request;
        fields[1] = DhcpLayout.Ethernet;
        fields[2] = DhcpMessage.HardwareAddressLength;
        BinaryPrimitives.WriteUInt32BigEndian(fields.AsSpan(DhcpLayout.Transaction), message.Transaction);
        BinaryPrimitives.WriteUInt16BigEndian(fields.AsSpan(DhcpLayout.Flags), message.Flags);
        Put(fields, DhcpLayout.ClientAddress, message.ClientAddress);
        Put(fields, DhcpLayout.NextServer, message.NextServer);
        Put(fields, DhcpLayout.Relay, message.Relay);
        message.HardwareAddress.Span.CopyTo(fields.AsSpan(DhcpLayout.HardwareAddress, DhcpMessage.HardwareAddressLength));
        Put(fields, DhcpLayout.ServerName, message.ServerName, DhcpMessage.LongestServerName);
        Put(fields, DhcpLayout.BootFile, message.BootFile, DhcpMessage.LongestBootFile);
        DhcpLayout.MagicCookie.CopyTo(fields.AsSpan(DhcpLayout.Cookie));

        List<byte> datagram = [.. fields, .. message.Options.SelectMany(option => Parts(option.Key, option.Value)), (byte)DhcpOption.End];
        datagram.AddRange(new byte[Math.Max(0, ShortestMessage - datagram.Count)]);
        return datagram.Count <= DhcpReader.LongestMessage
            ? [.. datagram]
            : throw new ArgumentException($"The message has {datagram.Count} bytes; at most {DhcpReader.LongestMessage} fit.", nameof(message));
    }

    private static void Put(Span<byte> fields, int offset, IPAddress address) => address.TryWriteBytes(fields[offset..], out _);

    private static void Put(Span<byte> fields, int offset, string text, int longest)
    {
        if (text.Length > longest)
        {
            throw new ArgumentException($"'{text}' has {text.Length} characters; at most {longest} fit.", nameof(text));
        }

        Encoding.Latin1.GetBytes(text, fields[offset..]);
    }

    // RFC 3396: an option that is longer than its length can say comes in several parts.
    private static IEnumerable<byte> Parts(DhcpOption option, ReadOnlyMemory<byte> content)
    {
        do
        {
            var part = content[..Math.Min(content.Length, LongestPart)];
            content = content[part.Length..];
            yield return (byte)option;
            yield return (byte)part.Length;
            foreach (var each in part.ToArray())
            {
                yield return each;
            }
        }
        while (content.Length > 0);
    }
}

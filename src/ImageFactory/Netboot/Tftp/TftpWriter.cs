using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Netboot.Tftp;

/// <summary>Writes packets of TFTP (RFC 1350, section 5; RFC 2347).</summary>
internal static class TftpWriter
{
    private const int HeaderLength = 2 * sizeof(ushort);

    /// <summary>A block of a file.</summary>
    public static byte[] Data(ushort block, ReadOnlySpan<byte> content) => [.. Header(TftpOpcode.Data, block), .. content];

    /// <summary>A refusal.</summary>
    public static byte[] Error(TftpErrorCode code, string reason) => [.. Header(TftpOpcode.Error, (ushort)code), .. Encoding.ASCII.GetBytes(reason), 0];

    /// <summary>The options that count, with their values.</summary>
    public static byte[] OptionAcknowledgement(IEnumerable<KeyValuePair<string, string>> options) =>
    [
        .. Header(TftpOpcode.OptionAcknowledgement, 0)[..sizeof(ushort)],
        .. options.SelectMany(option => Encoding.ASCII.GetBytes($"{option.Key}\0{option.Value}\0")),
    ];

    private static byte[] Header(TftpOpcode opcode, ushort number)
    {
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)opcode);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(sizeof(ushort)), number);
        return header;
    }
}

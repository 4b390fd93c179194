using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Netboot.Tftp;

/// <summary>Reads packets of TFTP, whoever sent them.</summary>
internal static class TftpReader
{
    /// <summary>The longest request that is read, in bytes (RFC 2347 section 2).</summary>
    public const int LongestRequest = 512;

    private const int MostOptions = 16;

    /// <summary>The kind of a packet; null when it is none.</summary>
    public static TftpOpcode? OpcodeOf(ReadOnlySpan<byte> packet) =>
        packet.Length >= sizeof(ushort) && (TftpOpcode)BinaryPrimitives.ReadUInt16BigEndian(packet) is var opcode && Enum.IsDefined(opcode) ? opcode : null;

    /// <summary>Reads a request (RFC 1350, figure 5-1, with the options of RFC 2347).</summary>
    /// <exception cref="InvalidDataException">It is not one for reading a file as it is, or damaged.</exception>
    public static TftpRequest ReadRequest(ReadOnlySpan<byte> packet)
    {
        if (OpcodeOf(packet) is not TftpOpcode.ReadRequest || packet.Length > LongestRequest || packet[^1] != 0)
        {
            throw new InvalidDataException("The packet is no request for a file.");
        }

        if (HasUnprintables(packet[sizeof(ushort)..]))
        {
            throw new InvalidDataException("The request has characters that no name has.");
        }

        var words = Encoding.Latin1.GetString(packet[sizeof(ushort)..^1]).Split('\0');
        if (words.Length < 2 || words.Length % 2 != 0 || words.Length > 2 + (2 * MostOptions) || words[0].Length == 0)
        {
            throw new InvalidDataException("The request has no file name, or an option without a value.");
        }

        if (!words[1].Equals("octet", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException("Files are read in mode octet only.");
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in words.Skip(2).Chunk(2))
        {
            options.TryAdd(pair[0].ToLowerInvariant(), pair[1]);
        }

        return new TftpRequest(words[0], options);
    }

    // Names come into logs.
    private static bool HasUnprintables(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if (character is not 0 and (< (byte)' ' or > (byte)'~'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The block that a packet acknowledges; null when it is something else.</summary>
    public static ushort? ReadAcknowledgement(ReadOnlySpan<byte> packet) =>
        OpcodeOf(packet) is TftpOpcode.Acknowledgement && packet.Length >= 2 * sizeof(ushort)
            ? BinaryPrimitives.ReadUInt16BigEndian(packet[sizeof(ushort)..])
            : null;
}

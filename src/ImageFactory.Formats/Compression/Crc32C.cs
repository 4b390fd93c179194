using System.Buffers.Binary;
using System.Numerics;

namespace ImageFactory.Formats.Compression;

/// <summary>The CRC-32C of file systems (RFC 3720 section B.4): reflected, polynomial 0x1EDC6F41, starts and ends inverted.</summary>
public static class Crc32C
{
    /// <summary>The CRC of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(content));
        }

        foreach (var value in content)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
